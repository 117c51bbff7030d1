package dev.openruntime.worker;

import java.util.Locale;
import java.util.Optional;

/** A moment that a worker takes part in, with the actions that answer it. */
public enum Hook {
    BEFORE,
    HANDLE,
    AFTER,
    ERROR,
    TIMEOUT,
    FLUSH;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in frames, in timelines and in messages. */
    public String word() {
        return word;
    }

    boolean allows(Action action) {
        return switch (this) {
            case BEFORE, ERROR -> true;
            case HANDLE -> action == Action.RESPOND || action == Action.FAIL;
            case AFTER -> action != Action.RESPOND;
            case TIMEOUT -> action != Action.REPLACE;
            case FLUSH -> action == Action.CONTINUE || action == Action.FAIL;
        };
    }

    static Optional<Hook> of(String word) {
        for (Hook hook : values()) {
            if (hook.word.equals(word)) {
                return Optional.of(hook);
            }
        }
        return Optional.empty();
    }
}
