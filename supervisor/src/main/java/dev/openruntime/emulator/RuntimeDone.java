package dev.openruntime.emulator;

import java.time.Duration;
import java.util.Optional;

/**
 * The runtime's part of an invocation, between its begin and the next {@code next}, or what came instead of that.
 *
 * @param begun on the monotonic clock
 * @param ended on the monotonic clock
 * @param post when its answer came
 */
record RuntimeDone(InvocationReport.Status status, Optional<String> errorType, long begun, long ended, PostTimes post) {
    Duration duration() {
        return Duration.ofNanos(ended - begun);
    }
}
