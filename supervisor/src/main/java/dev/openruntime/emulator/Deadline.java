package dev.openruntime.emulator;

import java.time.Duration;

/** An instant on the monotonic clock, by which something must be over. */
record Deadline(long nanoTime) {
    static Deadline in(Duration span) {
        return new Deadline(System.nanoTime() + span.toNanos());
    }

    /** The time that is left; zero or less when it has passed. */
    Duration remaining() {
        return Duration.ofNanos(nanoTime - System.nanoTime());
    }
}
