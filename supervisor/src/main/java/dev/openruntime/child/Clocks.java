package dev.openruntime.child;

import dev.openruntime.time.RunningTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The two clocks that a lifecycle goes by.
 *
 * @param wall never goes back while this process lives
 * @param running stands still while the platform may have frozen the process
 */
record Clocks(InstantSource wall, RunningTime running) {

    Instant now() {
        return wall.instant();
    }

    /** The running time that has passed, from an arbitrary beginning. */
    Duration ran() {
        return Duration.ofNanos(running.nanos());
    }
}
