package dev.openruntime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** A configuration cannot be used. The message is complete, made to be printed as it is: one line a problem. */
public final class InvalidConfigurationException extends Exception {

    private static final int MOST_PRINTED = 100;

    private final transient List<Problem> problems;

    /**
     * Of what was found.
     *
     * @param files in the order in which they were read
     * @param problems at least one
     * @param count how many there are, kept or not
     */
    InvalidConfigurationException(List<Path> files, List<Problem> problems, int count) {
        List<Problem> sorted = sorted(files, problems);
        super(message(sorted, count));
        this.problems = sorted;
    }

    /** What is wrong, at least one thing, by file and line; of more than a thousand only the first found. */
    public List<Problem> problems() {
        return problems;
    }

    /** What is to be printed: the file, the number of problems, and a line for each, but the first hundred only. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    private static List<Problem> sorted(List<Path> files, List<Problem> problems) {
        var sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.<Problem>comparingInt(
                        problem -> files.indexOf(problem.place().file()))
                .thenComparingInt(Problem::line));
        return List.copyOf(sorted);
    }

    /** A block for each file, one behind the other. */
    private static String message(List<Problem> problems, int count) {
        List<Problem> printed = problems.subList(0, Math.min(problems.size(), MOST_PRINTED));
        var message = new StringBuilder();
        int start = 0;
        while (start < printed.size()) {
            Path file = problems.get(start).place().file();
            int end = start + 1;
            while (end < problems.size() && problems.get(end).place().file().equals(file)) {
                end++;
            }
            int all = start == 0 && end == problems.size() ? count : end - start;
            message.append(start == 0 ? "" : "\n").append(file).append(": ").append(all);
            message.append(all == 1 ? " problem" : " problems");
            ProblemTable.append(message, printed.subList(start, Math.min(end, printed.size())));
            start = end;
        }
        if (printed.size() < count) {
            message.append("\n  and ").append(count - printed.size()).append(" more");
        }
        return message.toString();
    }
}
