package dev.openruntime.pipeline;

import dev.openruntime.invocation.Deadline;
import java.time.Duration;
import java.util.Optional;

/**
 * A middleware in the pipeline.
 *
 * @param name the child that does the work
 * @param timeout of one hook call; none: until the soft deadline
 * @param onFailure what becomes of the invocation when this stage fails
 * @param flush how it is flushed, if it offers the hook
 */
public record Stage(String name, Optional<Duration> timeout, OnFailure onFailure, FlushTerms flush) {

    /** What a failed hook call means for the invocation. */
    public enum OnFailure {
        /** It fails with a typed error; this stage is never bypassed. */
        FAIL,
        /** It carries on with the untouched payload. */
        SKIP
    }

    /** How long a stage that may be skipped is waited for while it boots, where it has no timeout of its own. */
    private static final Duration BOOT_PATIENCE = Duration.ofMillis(250);

    /** Until when a call that is made now may take. */
    Deadline callDeadline(Deadline soft) {
        return timeout.map(time -> Deadline.in(time).earliest(soft)).orElse(soft);
    }

    /** Until when its worker is waited for. */
    Deadline bootDeadline(Deadline soft) {
        return switch (onFailure) {
            case FAIL -> soft;
            case SKIP -> Deadline.in(timeout.orElse(BOOT_PATIENCE)).earliest(soft);
        };
    }
}
