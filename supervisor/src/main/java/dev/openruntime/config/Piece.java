package dev.openruntime.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of the configuration as it takes effect, ready to be printed: nothing secret is left in it. */
sealed interface Piece {

    /**
     * A single value.
     *
     * @param kind how it is written
     * @param origin where it comes from, such as {@code /opt/open-runtime.d/10-agent.yaml:4}, or {@code default}
     */
    record Leaf(String text, Node.Kind kind, String origin) implements Piece {}

    /** A mapping; confined to the thread that builds it. */
    record Branch(Map<String, Piece> pieces) implements Piece {
        Branch() {
            this(new LinkedHashMap<>());
        }

        Branch with(String key, Piece piece) {
            pieces.put(key, piece);
            return this;
        }
    }

    /** A list; confined to the thread that builds it. */
    record Items(List<Piece> pieces) implements Piece {
        Items() {
            this(new ArrayList<>());
        }
    }
}
