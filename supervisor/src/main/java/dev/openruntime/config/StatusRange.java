package dev.openruntime.config;

import java.util.List;

/**
 * Statuses of HTTP answers.
 *
 * @param from the first, 100 to 599
 * @param to the last, at least {@code from}, at most 599
 */
public record StatusRange(int from, int to) {

    static final int LEAST = 100;
    static final int MOST = 599;

    /** 200 to 399. */
    public static final List<StatusRange> DEFAULT = List.of(new StatusRange(200, 399));
}
