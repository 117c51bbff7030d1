package dev.openruntime.config;

import java.time.Duration;

/**
 * The waiting time before a restart: the first, and how it grows.
 *
 * @param initial before the first restart, and at least between any two spawns
 * @param factor what each further waiting time is multiplied by, at least 1
 * @param max the longest waiting time, at least {@code initial}
 */
public record BackoffConfig(Duration initial, double factor, Duration max) {

    /** From 100 ms by factor 2 up to 10 s. */
    public static final BackoffConfig DEFAULT = new BackoffConfig(Duration.ofMillis(100), 2, Duration.ofSeconds(10));
}
