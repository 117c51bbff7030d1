package dev.openruntime.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong while the file is read on. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void add(int line, String path, String message) {
        found.add(new Problem(line, path, message));
    }

    /** A value of the wrong type. */
    void expected(String wanted, Node node, String path) {
        add(node.line(), path, "expected " + wanted + ", found " + Shown.node(node));
    }

    /** A word that isn't one of the known: says which is near, else which there are. */
    void unknown(int line, String path, String what, String given, Iterable<String> known) {
        String near = Suggestion.near(given, known);
        add(
                line,
                path,
                near == null ? what + "; there are: " + Shown.list(known) : what + "; did you mean `" + near + "`?");
    }

    int count() {
        return found.size();
    }

    List<Problem> found() {
        return found;
    }
}
