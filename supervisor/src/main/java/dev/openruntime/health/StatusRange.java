package dev.openruntime.health;

import java.util.List;

/**
 * Statuses of HTTP that count as well.
 *
 * @param from the lowest, at least 100
 * @param to the highest, at most 599; may be the lowest, too
 */
public record StatusRange(int from, int to) {

    /** What counts as well where nothing else is said: 200 to 399. */
    public static final List<StatusRange> USUAL = List.of(new StatusRange(200, 399));

    public StatusRange {
        if (from < 100 || from > to || to > 599) {
            throw new IllegalArgumentException(
                    "cannot expect a status from " + from + " to " + to + ": statuses are 100 to 599, lowest first");
        }
    }

    /** The one status alone. */
    public static StatusRange of(int status) {
        return new StatusRange(status, status);
    }

    boolean contains(int status) {
        return from <= status && status <= to;
    }
}
