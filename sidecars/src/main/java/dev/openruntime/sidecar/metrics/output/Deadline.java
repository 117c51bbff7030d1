package dev.openruntime.sidecar.metrics.output;

import java.time.Duration;

/**
 * A moment by which something must be over.
 *
 * @param nanos on the {@link System#nanoTime()} scale
 */
public record Deadline(long nanos) {

    /** So much from now. */
    public static Deadline in(Duration within) {
        return new Deadline(System.nanoTime() + within.toNanos());
    }

    /** Time that is left; zero if none is. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    /** In milliseconds for a socket, to which zero means forever: at least one. */
    public int socketMillis() {
        return Math.clamp(remaining().toMillis(), 1, Integer.MAX_VALUE);
    }
}
