package dev.openruntime.sidecar;

import java.time.Duration;

/**
 * Counts and times of one sidecar. The supervisor adds the sidecar's name; a meter's own name is lower case with dots,
 * such as {@code lookups.unknown}. Usable by any thread from the start, also before the supervisor's own metrics exist:
 * what is counted by then is kept.
 */
public interface Meters {

    /** Adds one. */
    default void count(String name) {
        count(name, 1);
    }

    /** Adds so many. */
    void count(String name, long times);

    /** Adds one that took so long. */
    void time(String name, Duration took);
}
