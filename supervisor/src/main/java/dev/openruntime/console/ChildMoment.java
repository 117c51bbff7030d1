package dev.openruntime.console;

import java.util.Locale;
import java.util.Optional;

/**
 * What a line of the timeline says of a child. Not here, and so left out: what doesn't change its state, and that it
 * was stopped in order, which says nothing of how it was; of an init that failed, the last thing before that matters.
 */
public enum ChildMoment {
    SPAWNED,
    READY,
    DIED,
    BACKOFF,
    FAILED,
    COMPLETED,
    KILLED;

    static Optional<ChildMoment> of(String word) {
        for (ChildMoment moment : values()) {
            if (moment.word().equals(word)) {
                return Optional.of(moment);
            }
        }
        return Optional.empty();
    }

    /** The word that the timeline uses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True if a child whose last moment this is, isn't well. */
    public boolean bad() {
        return switch (this) {
            case DIED, BACKOFF, FAILED, KILLED -> true;
            case SPAWNED, READY, COMPLETED -> false;
        };
    }
}
