package dev.openruntime.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong while the file is read on. */
final class Problems {

    /** More is never printed, and a hostile file shall not fill the heap. */
    private static final int MOST_KEPT = 1_000;

    private final List<Problem> found = new ArrayList<>();
    private int count;

    void add(Place place, String path, String message) {
        count++;
        if (found.size() < MOST_KEPT) {
            found.add(new Problem(place, path, message));
        }
    }

    /** A value of the wrong type. */
    void expected(String wanted, Node node, String path) {
        add(node.place(), path, "expected " + wanted + ", found " + Shown.node(node));
    }

    /**
     * A word that isn't one of the known: says which is near, else which there are.
     *
     * @return the word that is near, null if none is
     */
    @Nullable String unknown(Place place, String path, String what, String given, Iterable<String> known) {
        String near = Suggestion.near(given, known);
        String hint = near == null ? "; there are: " + Shown.list(known) : Suggestion.question(near);
        add(place, path, what + hint);
        return near;
    }

    /** How many there were, kept or not. */
    int count() {
        return count;
    }

    List<Problem> found() {
        return found;
    }
}
