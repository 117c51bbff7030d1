package dev.openruntime.emulator;

import java.time.Duration;
import java.util.Optional;

/**
 * How an init phase went.
 *
 * @param status what became of it; anything but success ended that life of the bootstrap
 * @param duration from the spawn of the bootstrap until it and its extensions were ready, or until it failed
 * @param error what the first invocation will be answered, or is; absent on success, and after the init limit,
 *     whereafter the first invocation initialises again under its own timeout
 */
public record InitReport(Status status, Duration duration, Optional<PlatformError> error) {
    /** The ways an init phase ends. */
    public enum Status {
        /** The runtime asked for its first event, and so did every registered extension. */
        SUCCESS,
        /** The runtime or an extension reported an error or exited. */
        ERROR,
        /** It took longer than the limit. */
        TIMEOUT
    }

    /** Whether events can be served. */
    public boolean succeeded() {
        return status == Status.SUCCESS;
    }
}
