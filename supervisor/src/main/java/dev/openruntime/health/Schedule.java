package dev.openruntime.health;

import java.time.Duration;

/**
 * When a probe asks and how many answers in a row count.
 *
 * @param every from the beginning of one attempt to the beginning of the next, at least a millisecond; an attempt that
 *     takes longer is followed at once
 * @param timeout of one attempt as a whole, at least a millisecond
 * @param failures how many in a row say that it fails; at least 1
 * @param successes how many in a row say that it passes; at least 1
 */
public record Schedule(Duration every, Duration timeout, int failures, int successes) {

    private static final Duration LEAST = Duration.ofMillis(1);

    public Schedule {
        if (every.compareTo(LEAST) < 0 || timeout.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "cannot probe every " + every + " with a timeout of " + timeout + ": the least is 1 ms");
        }
        if (failures < 1 || successes < 1) {
            throw new IllegalArgumentException(
                    "cannot count " + failures + " failures and " + successes + " successes: the least is 1");
        }
    }
}
