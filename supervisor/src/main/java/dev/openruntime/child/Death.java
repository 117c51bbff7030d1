package dev.openruntime.child;

import java.time.Instant;
import java.util.List;

/**
 * The unasked end of a child, or of an attempt to start it.
 *
 * @param at when
 * @param cause which kind of end
 * @param reason in words that fit behind the child's name, such as {@code exit 1}
 * @param lastLines the last lines of its output, oldest first; filled in when its tree is gone
 */
public record Death(Instant at, Cause cause, String reason, List<String> lastLines) {

    /** The kinds of death. */
    public enum Cause {
        /** It ended with a status other than 0, or broke. */
        EXITED,
        /** It ended well, unasked. */
        ENDED_WELL,
        /** It could not be spawned: an unknown command, for example. */
        NOT_SPAWNED,
        /** It wasn't ready in time and was killed. */
        STARTUP_TIMED_OUT,
        /** Its liveness probe said that it is beyond help, and it was killed. */
        NOT_ALIVE,
        /** It reported that it failed while loading; {@link #reason} has its words. */
        LOAD_FAILED
    }

    public Death {
        lastLines = List.copyOf(lastLines);
    }

    Death withLastLines(List<String> lines) {
        return new Death(at, cause, reason, lines);
    }
}
