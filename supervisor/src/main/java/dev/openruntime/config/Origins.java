package dev.openruntime.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what stands in the files into pieces that tell where they stand, and fills in defaults. */
final class Origins {

    static final String DEFAULT = "default";

    private final Map<String, String> environment;

    Origins(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The mapping of a key, null if there is none. */
    static Node.@Nullable Mapping below(Node.@Nullable Mapping mapping, String key) {
        Node.Entry entry = mapping == null ? null : mapping.entry(key);
        return entry != null && entry.value() instanceof Node.Mapping inner ? inner : null;
    }

    /** A value as it is written, else its default. */
    Piece value(Node.@Nullable Mapping mapping, String key, String otherwise, Node.Kind kind) {
        Node.Entry entry = mapping == null ? null : mapping.entry(key);
        return entry == null ? new Piece.Leaf(otherwise, kind, DEFAULT) : piece(entry, "");
    }

    /** Adds each of these keys that is there, with everything below it. */
    void copy(Piece.Branch to, Node.@Nullable Mapping mapping, String... keys) {
        for (String key : keys) {
            Node.Entry entry = mapping == null ? null : mapping.entry(key);
            if (entry != null) {
                to.pieces().put(key, piece(entry, key));
            }
        }
    }

    private Piece piece(Node.Entry entry, String key) {
        return switch (entry.value()) {
            case Node.Mapping inner -> {
                var branch = new Piece.Branch();
                for (Node.Entry each : inner.entries()) {
                    branch.pieces().put(each.key(), piece(each, each.key()));
                }
                yield branch;
            }
            case Node.Sequence sequence -> items(sequence, key);
            case Node.Scalar scalar -> leaf(scalar, Secrets.value(key, scalar.text()));
        };
    }

    private Piece items(Node.Sequence sequence, String key) {
        var items = new Piece.Items();
        String before = "";
        for (Node item : sequence.items()) {
            if (item instanceof Node.Scalar scalar) {
                boolean command = key.equals("command") || key.equals("exec");
                String text = command ? Secrets.word(before, scalar.text()) : Secrets.value(key, scalar.text());
                items.pieces().add(leaf(scalar, text));
                before = scalar.text();
            } else {
                items.pieces().add(piece(new Node.Entry(item.place(), key, item), key));
            }
        }
        return items;
    }

    private Piece.Leaf leaf(Node.Scalar scalar, String shown) {
        boolean hidden = !shown.equals(scalar.text());
        return new Piece.Leaf(
                shown, hidden ? Node.Kind.TEXT : scalar.kind(), scalar.place() + variables(scalar, scalar.text()));
    }

    /** Which variables a value reads, and whether they are set. */
    private String variables(Node.Scalar scalar, String text) {
        var found = new StringBuilder();
        int open = scalar.kind() == Node.Kind.TEXT ? text.indexOf("${") : -1;
        while (open >= 0) {
            int close = text.indexOf('}', open);
            boolean escaped = open > 0 && text.charAt(open - 1) == '$';
            if (!escaped && close > 0) {
                String reference = text.substring(open + 2, close);
                int separator = reference.indexOf(":-");
                String name = separator < 0 ? reference : reference.substring(0, separator);
                found.append(", ").append(name).append(environment.containsKey(name) ? " is set" : " is not set");
            }
            open = text.indexOf("${", open + 2);
        }
        return found.toString();
    }
}
