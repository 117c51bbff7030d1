package dev.openruntime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** A configuration file cannot be used. The message is complete, made to be printed as it is: one line a problem. */
public final class InvalidConfigurationException extends Exception {

    private static final int MOST_PRINTED = 100;

    private final transient List<Problem> problems;

    InvalidConfigurationException(Path file, List<Problem> problems, int count) {
        List<Problem> sorted = sorted(problems);
        super(message(file, sorted, count));
        this.problems = sorted;
    }

    /** What is wrong with the file, at least one thing, by line; of more than a thousand only the first found. */
    public List<Problem> problems() {
        return problems;
    }

    /** What is to be printed: the file, the number of problems, and a line for each, but the first hundred only. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    private static List<Problem> sorted(List<Problem> problems) {
        var sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparingInt(Problem::line));
        return List.copyOf(sorted);
    }

    private static String message(Path file, List<Problem> problems, int count) {
        List<Problem> printed = problems.subList(0, Math.min(problems.size(), MOST_PRINTED));
        int lineWidth = 0;
        int pathWidth = 0;
        for (Problem problem : printed) {
            lineWidth = Math.max(lineWidth, line(problem).length());
            pathWidth = Math.max(pathWidth, problem.path().length());
        }
        var message = new StringBuilder().append(file).append(": ").append(count);
        message.append(count == 1 ? " problem" : " problems");
        for (Problem problem : printed) {
            message.append("\n  ");
            column(message, line(problem), lineWidth);
            column(message, problem.path(), pathWidth);
            message.append(problem.message());
        }
        if (printed.size() < count) {
            message.append("\n  and ").append(count - printed.size()).append(" more");
        }
        return message.toString();
    }

    private static String line(Problem problem) {
        return problem.line() == 0 ? "" : "line " + problem.line();
    }

    private static void column(StringBuilder message, String text, int width) {
        if (width > 0) {
            message.append(text).repeat(' ', width - text.length() + 2);
        }
    }
}
