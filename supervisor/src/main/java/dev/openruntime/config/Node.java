package dev.openruntime.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a document holds before anything is known of its meaning: the same for YAML and JSON. All know their places. */
sealed interface Node {

    Place place();

    /** Keys and values in file order; a key that stands twice is there twice. */
    record Mapping(Place place, List<Entry> entries) implements Node {

        @Nullable Entry entry(String key) {
            for (Entry entry : entries) {
                if (entry.key().equals(key)) {
                    return entry;
                }
            }
            return null;
        }
    }

    /** One key and its value; the place is the key's. */
    record Entry(Place place, String key, Node value) {}

    record Sequence(Place place, List<Node> items) implements Node {}

    /** A single value as it stands in the file, without quotes. */
    record Scalar(Place place, Kind kind, String text) implements Node {}

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
