package dev.openruntime.worker;

import java.util.Locale;
import java.util.Optional;

/** What a worker's answer asks for. Which ones a hook allows stands in {@link Hook}. */
public enum Action {
    CONTINUE,
    REPLACE,
    RESPOND,
    FAIL;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in frames and in timelines. */
    public String word() {
        return word;
    }

    static Optional<Action> of(String word) {
        for (Action action : values()) {
            if (action.word.equals(word)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
