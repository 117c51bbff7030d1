package dev.openruntime.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a document holds before anything is known of its meaning: the same for YAML and JSON. Lines count from 1. */
sealed interface Node {

    int line();

    /** Keys and values in file order; a key that stands twice is there twice. */
    record Mapping(int line, List<Entry> entries) implements Node {

        @Nullable Entry entry(String key) {
            for (Entry entry : entries) {
                if (entry.key().equals(key)) {
                    return entry;
                }
            }
            return null;
        }
    }

    /** One key and its value; the line is the key's. */
    record Entry(int line, String key, Node value) {}

    record Sequence(int line, List<Node> items) implements Node {}

    /** A single value as it stands in the file, without quotes. */
    record Scalar(int line, Kind kind, String text) implements Node {}

    /** What a scalar is by its writing. */
    enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        NOTHING,
        /** Text that holds values of environment variables: read as whatever is wanted in its place. */
        EXPANDED
    }
}
