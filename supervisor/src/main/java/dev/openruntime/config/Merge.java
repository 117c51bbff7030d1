package dev.openruntime.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lays one document over another. A mapping goes over a mapping key by key; everything else replaces what was there.
 * Middleware and sidecars are laid over those of the same name; one of a new name comes behind those that there are.
 */
final class Merge {

    private static final Set<String> CHILDREN = Set.of("middleware", "sidecars");

    private final Problems problems;

    Merge(Problems problems) {
        this.problems = problems;
    }

    /** What the later document says, and of the earlier what it says nothing about. */
    Node.Mapping over(Node.Mapping earlier, Node.Mapping later) {
        return mapping(earlier, later, Level.ROOT);
    }

    /** The mapping that a document must be; null, with a problem, if it is none, or none was read. */
    Node.@Nullable Mapping root(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        if (!(node instanceof Node.Mapping mapping)) {
            problems.expected("a mapping with " + Shown.list(Keys.ROOT), node, "");
            return null;
        }
        for (Node.Entry entry : mapping.entries()) {
            if (CHILDREN.contains(entry.key()) && !(entry.value() instanceof Node.Sequence)) {
                problems.expected("a list", entry.value(), entry.key());
                return null;
            }
        }
        return mapping;
    }

    /** What tells which keys exclude each other. */
    private enum Level {
        ROOT,
        CHILD,
        STARTUP,
        PROBE,
        FLUSH,
        HTTP,
        OTHER;

        private static final List<String> TARGETS = List.of("http", "tcp", "unix", "exec", "log");
        private static final List<String> OF_TRIES =
                List.of("http", "tcp", "unix", "exec", "every", "timeout", "successes");

        /** The level of a key's value. */
        Level of(String key) {
            return switch (this) {
                case CHILD ->
                    switch (key) {
                        case "startup" -> STARTUP;
                        case "readiness", "liveness" -> PROBE;
                        case "flush" -> FLUSH;
                        default -> OTHER;
                    };
                case STARTUP, PROBE, FLUSH -> key.equals("http") ? HTTP : OTHER;
                case ROOT -> key.equals("handler") ? CHILD : OTHER;
                case HTTP, OTHER -> OTHER;
            };
        }

        /** The keys that can't stand beside this one: whoever writes this one means it in their place. */
        List<String> rivals(String key) {
            return switch (this) {
                case CHILD ->
                    key.equals("command") ? List.of("use") : key.equals("use") ? List.of("command") : List.of();
                case STARTUP, PROBE -> key.equals("log") ? OF_TRIES : TARGETS.contains(key) ? TARGETS : List.of();
                case HTTP ->
                    key.equals("port") ? List.of("socket") : key.equals("socket") ? List.of("port", "host") : List.of();
                case ROOT, FLUSH, OTHER -> List.of();
            };
        }
    }

    private Node.Mapping mapping(Node.Mapping earlier, Node.Mapping later, Level level) {
        var entries = new ArrayList<Node.Entry>(earlier.entries());
        Map<String, Integer> at = new HashMap<>();
        for (Node.Entry entry : later.entries()) {
            for (String rival : level.rivals(entry.key())) {
                if (later.entry(rival) == null) {
                    entries.removeIf(other -> other.key().equals(rival));
                }
            }
        }
        for (int index = 0; index < entries.size(); index++) {
            at.putIfAbsent(entries.get(index).key(), index);
        }
        var seen = new HashSet<String>();
        for (Node.Entry entry : later.entries()) {
            Integer index = at.get(entry.key());
            if (index == null || !seen.add(entry.key())) { // what stands twice is reported when it is read
                entries.add(entry);
            } else {
                entries.set(index, entry(entries.get(index), entry, level));
            }
        }
        return new Node.Mapping(later.place(), entries);
    }

    private Node.Entry entry(Node.Entry earlier, Node.Entry later, Level level) {
        if (earlier.value() instanceof Node.Mapping below && later.value() instanceof Node.Mapping above) {
            return new Node.Entry(later.place(), later.key(), mapping(below, above, level.of(later.key())));
        }
        boolean children = level == Level.ROOT && CHILDREN.contains(later.key());
        if (children
                && earlier.value() instanceof Node.Sequence below
                && later.value() instanceof Node.Sequence above) {
            return new Node.Entry(later.place(), later.key(), children(below, above));
        }
        return later;
    }

    private Node.Sequence children(Node.Sequence earlier, Node.Sequence later) {
        List<Node> items = new ArrayList<>(earlier.items());
        Map<String, Integer> at = new HashMap<>();
        for (int index = 0; index < items.size(); index++) {
            String name = name(items.get(index));
            if (name != null) {
                at.putIfAbsent(name, index);
            }
        }
        Set<String> seen = new HashSet<>();
        for (Node item : later.items()) {
            String name = name(item);
            Integer index = name == null ? null : at.get(name);
            if (index != null
                    && seen.add(String.valueOf(name)) // what stands twice in one file is reported when it is read
                    && items.get(index) instanceof Node.Mapping below
                    && item instanceof Node.Mapping above) {
                items.set(index, mapping(below, above, Level.CHILD));
            } else {
                items.add(item);
            }
        }
        return new Node.Sequence(later.place(), items);
    }

    /** What a middleware or sidecar calls itself, as it is written; null if it doesn't. */
    static @Nullable String name(Node child) {
        Node.Entry entry = child instanceof Node.Mapping mapping ? mapping.entry("name") : null;
        return entry != null && entry.value() instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.TEXT
                ? scalar.text()
                : null;
    }
}
