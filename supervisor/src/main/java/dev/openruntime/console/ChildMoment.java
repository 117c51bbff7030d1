package dev.openruntime.console;

import java.util.Locale;
import java.util.Optional;

/** What a line of the timeline says of a child. */
public enum ChildMoment {
    SPAWNED,
    READY,
    DIED,
    BACKOFF,
    FAILED,
    COMPLETED,
    KILLED,
    STOPPED;

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
            case SPAWNED, READY, COMPLETED, STOPPED -> false;
        };
    }
}
