package dev.openruntime.bench;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Counts errors that a function answered with, and keeps the first one. For one thread. */
public final class Failures {

    private static final int SHOWN = 300;

    private long count;
    private Optional<String> first = Optional.empty();

    void add(byte[] error) {
        count++;
        if (first.isEmpty()) {
            String text = new String(error, StandardCharsets.UTF_8);
            first = Optional.of(text.length() <= SHOWN ? text : text.substring(0, SHOWN));
        }
    }

    public long count() {
        return count;
    }

    /** The beginning of the first error, as it was answered. */
    public Optional<String> first() {
        return first;
    }
}
