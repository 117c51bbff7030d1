package dev.openruntime.child;

import java.time.Duration;

/**
 * Whether and when a child that died is spawned again.
 *
 * @param when after which deaths
 * @param initial the least time between two spawns after a first death
 * @param factor by which that time grows with each further death; at least 1
 * @param max the most that it grows to
 * @param resetAfter how long a child must have been ready for its deaths to be forgotten
 */
public record RestartPolicy(When when, Duration initial, double factor, Duration max, Duration resetAfter) {

    /** After which deaths a child is spawned again. */
    public enum When {
        ALWAYS,
        ON_FAILURE,
        NEVER
    }

    public RestartPolicy {
        if (initial.isNegative() || max.compareTo(initial) < 0 || factor < 1 || Double.isNaN(factor)) {
            throw new IllegalArgumentException("cannot back off from " + initial + " by " + factor + " to " + max
                    + ": it must grow from 0 or more");
        }
    }

    /**
     * The least time between the spawn that ended in this death and the next.
     *
     * @param death the how manieth in a row; at least 1
     */
    Duration delayBetweenSpawns(int death) {
        double nanos = initial.toNanos() * Math.pow(factor, death - 1);
        return nanos >= max.toNanos() ? max : Duration.ofNanos((long) nanos);
    }
}
