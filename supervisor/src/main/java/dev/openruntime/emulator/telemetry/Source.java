package dev.openruntime.emulator.telemetry;

import java.util.Arrays;
import java.util.Optional;

/** Where a record comes from, which is what a subscription chooses by. */
public enum Source {
    /** The platform's own events. */
    PLATFORM("platform"),
    /** A line that the function printed. */
    FUNCTION("function"),
    /** A line that an extension printed. */
    EXTENSION("extension");

    private final String word;

    Source(String word) {
        this.word = word;
    }

    /** As subscriptions and records name it. */
    public String word() {
        return word;
    }

    static Optional<Source> of(String word) {
        return Arrays.stream(values())
                .filter(source -> source.word.equals(word))
                .findFirst();
    }
}
