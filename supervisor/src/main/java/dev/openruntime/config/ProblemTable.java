package dev.openruntime.config;

import java.util.List;

/** Problems as rows: line, path and message under each other. */
final class ProblemTable {

    private ProblemTable() {}

    /** Appends a line for each, indented; columns that are empty are left out. */
    static void append(StringBuilder text, List<Problem> problems) {
        int lineWidth = 0;
        int pathWidth = 0;
        for (Problem problem : problems) {
            lineWidth = Math.max(lineWidth, line(problem).length());
            pathWidth = Math.max(pathWidth, problem.path().length());
        }
        for (Problem problem : problems) {
            text.append("\n  ");
            column(text, line(problem), lineWidth);
            column(text, problem.path(), pathWidth);
            text.append(problem.message());
        }
    }

    private static String line(Problem problem) {
        return problem.line() == 0 ? "" : "line " + problem.line();
    }

    private static void column(StringBuilder text, String word, int width) {
        if (width > 0) {
            text.append(word).repeat(' ', width - word.length() + 2);
        }
    }
}
