package dev.openruntime.config;

import java.util.List;

/** Problems as rows: line, path and message under each other. */
final class ProblemTable {

    /** Of a path: a key may be as long as somebody likes, and every row would get its width. */
    private static final int MOST_SHOWN = 100;

    private ProblemTable() {}

    /** Appends a line for each, indented; columns that are empty are left out. */
    static void append(StringBuilder text, List<Problem> problems) {
        int lineWidth = 0;
        int pathWidth = 0;
        for (Problem problem : problems) {
            lineWidth = Math.max(lineWidth, line(problem).length());
            pathWidth = Math.max(pathWidth, path(problem).length());
        }
        for (Problem problem : problems) {
            text.append("\n  ");
            column(text, line(problem), lineWidth);
            column(text, path(problem), pathWidth);
            text.append(problem.message());
        }
    }

    private static String line(Problem problem) {
        return problem.line() == 0 ? "" : "line " + problem.line();
    }

    /** Beginning and end of what is too long. */
    private static String path(Problem problem) {
        String path = problem.path();
        if (path.length() <= MOST_SHOWN) {
            return path;
        }
        int half = MOST_SHOWN / 2;
        int head = Character.isHighSurrogate(path.charAt(half - 1)) ? half - 1 : half;
        int tail = path.length() - half;
        return path.substring(0, head) + "…"
                + path.substring(Character.isLowSurrogate(path.charAt(tail)) ? tail + 1 : tail);
    }

    private static void column(StringBuilder text, String word, int width) {
        if (width > 0) {
            text.append(word).repeat(' ', width - word.length() + 2);
        }
    }
}
