package dev.openruntime.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One mapping of the file whose keys are known: reads values by key, fills in defaults, reports every other key. */
final class Section {

    private static final int MOST_CHILDREN = 100;

    private final Reading reading;
    private final Node.Mapping mapping;
    private final String path;

    /** Known keys that unknown keys were probably meant to be: not reported as missing as well. */
    private final List<String> misspelt = new ArrayList<>(0);

    private Section(Reading reading, Node.Mapping mapping, String path) {
        this.reading = reading;
        this.mapping = mapping;
        this.path = path;
    }

    /** Null, with a problem, if the node is no mapping. */
    static @Nullable Section of(Reading reading, Node node, String path, List<String> known) {
        if (!(node instanceof Node.Mapping mapping)) {
            reading.problems().expected("a mapping with " + Shown.list(known), node, path);
            return null;
        }
        checkDuplicates(reading, mapping, path);
        var section = new Section(reading, mapping, path);
        for (Node.Entry entry : mapping.entries()) {
            if (!known.contains(entry.key())) {
                section.unknown(entry, known);
            }
        }
        return section;
    }

    private void unknown(Node.Entry entry, List<String> known) {
        String refusal = Keys.refusal(known, entry.key());
        if (refusal != null) {
            reading.problems().add(entry.place(), pathOf(entry.key()), refusal);
            return;
        }
        String meant =
                reading.problems().unknown(entry.place(), pathOf(entry.key()), "unknown key", entry.key(), known);
        if (meant != null) {
            misspelt.add(meant);
        }
    }

    /** A mapping whose keys the person chooses; null if the key isn't there, or, with a problem, holds no mapping. */
    @Nullable Section free(String key) {
        Node node = node(key);
        if (node instanceof Node.Mapping inner) {
            checkDuplicates(reading, inner, pathOf(key));
            return new Section(reading, inner, pathOf(key));
        }
        if (node != null) {
            reading.problems().expected("a mapping", node, pathOf(key));
        }
        return null;
    }

    static void checkDuplicates(Reading reading, Node.Mapping mapping, String path) {
        var seen = new HashMap<String, Node.Entry>();
        for (Node.Entry entry : mapping.entries()) {
            Node.Entry first = seen.putIfAbsent(entry.key(), entry);
            if (first != null) {
                reading.problems()
                        .add(
                                entry.place(),
                                path(path, entry.key()),
                                "duplicate key; it already stands in line "
                                        + first.place().line());
            }
        }
    }

    /** A path without {@code +}: the bootstrap of that would cost more than all else on the way to the first spawn. */
    static String path(String path, String key) {
        String shown = key.isEmpty() ? "\"\"" : Shown.plain(key);
        return path.isEmpty() ? shown : path.concat(".").concat(shown);
    }

    static String path(String path, int index) {
        return path.concat("[").concat(Integer.toString(index)).concat("]");
    }

    String path() {
        return path;
    }

    Place place() {
        return mapping.place();
    }

    /** Keys and values in file order. */
    List<Node.Entry> entries() {
        return mapping.entries();
    }

    boolean has(String key) {
        return mapping.entry(key) != null;
    }

    /** Whether neither the key is there, nor another that was probably meant to be it. */
    boolean lacks(String key) {
        return !has(key) && !misspelt.contains(key);
    }

    Place keyPlaceOf(String key) {
        Node.Entry entry = mapping.entry(key);
        return entry == null ? mapping.place() : entry.place();
    }

    /** The place of a key's value, or of the section if the key isn't there. */
    Place placeOf(String key) {
        Node node = node(key);
        return node == null ? mapping.place() : node.place();
    }

    String pathOf(String key) {
        return path(path, key);
    }

    /** The path of a middleware or sidecar: by index, or by name where several files are merged. */
    String pathOfChild(String key, int index, Node child) {
        String name = reading.merged() ? Merge.name(child) : null;
        return name == null
                ? pathOf(key, index)
                : pathOf(key).concat("[").concat(Shown.plain(name)).concat("]");
    }

    String pathOf(String key, int index) {
        return path(path(path, key), index);
    }

    @Nullable Node node(String key) {
        Node.Entry entry = mapping.entry(key);
        return entry == null ? null : entry.value();
    }

    /** Null, with a problem, if the key isn't there. */
    @Nullable Node required(String key) {
        Node node = node(key);
        if (lacks(key)) {
            reading.problems().add(mapping.place(), pathOf(key), "required key is missing");
        }
        return node;
    }

    /** What a mapping without any key would be. */
    Section empty(String key, List<String> known) {
        var nothing = new Node.Mapping(mapping.place(), List.of());
        return Objects.requireNonNull(of(reading, nothing, pathOf(key), known), "a mapping is a section");
    }

    @Nullable Section section(String key, List<String> known) {
        Node node = node(key);
        return node == null ? null : of(reading, node, pathOf(key), known);
    }

    /** The elements of a list, none if the key isn't there. */
    List<Node> list(String key) {
        Node node = node(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof Node.Sequence sequence) {
            return sequence.items();
        }
        reading.problems().expected("a list", node, pathOf(key));
        return List.of();
    }

    /** The elements of a list of children; past the last that is allowed, a problem and no more. */
    List<Node> children(String key) {
        List<Node> items = list(key);
        if (items.size() <= MOST_CHILDREN) {
            return items;
        }
        reading.problems()
                .add(
                        items.get(MOST_CHILDREN).place(),
                        pathOf(key),
                        "more than " + MOST_CHILDREN + " are not supported");
        return items.subList(0, MOST_CHILDREN);
    }

    @Nullable String text(String key) {
        Node node = node(key);
        return node == null ? null : reading.values().text(node, pathOf(key));
    }

    boolean truth(String key, boolean otherwise) {
        Node node = node(key);
        Boolean truth = node == null ? null : reading.values().truth(node, pathOf(key));
        return truth == null ? otherwise : truth;
    }

    double number(String key, double otherwise, int least, int most) {
        Node node = node(key);
        Double number = node == null ? null : reading.values().number(node, pathOf(key), least, most);
        return number == null ? otherwise : number;
    }

    /** A whole number between two limits. */
    OptionalInt whole(String key, int least, int most) {
        Node node = node(key);
        Integer number = node == null ? null : reading.values().whole(node, pathOf(key), least, most);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    Optional<ByteSize> size(String key, boolean zeroAllowed) {
        Node node = node(key);
        return node == null
                ? Optional.empty()
                : Optional.ofNullable(reading.values().size(node, pathOf(key), zeroAllowed));
    }

    Duration duration(String key, Duration otherwise) {
        return duration(key, otherwise, false);
    }

    Duration durationOrZero(String key, Duration otherwise) {
        return duration(key, otherwise, true);
    }

    Optional<Duration> duration(String key) {
        Node node = node(key);
        return node == null
                ? Optional.empty()
                : Optional.ofNullable(reading.values().duration(node, pathOf(key), false));
    }

    private Duration duration(String key, Duration otherwise, boolean zeroAllowed) {
        Node node = node(key);
        Duration duration = node == null ? null : reading.values().duration(node, pathOf(key), zeroAllowed);
        return duration == null ? otherwise : duration;
    }

    /**
     * One of a few words.
     *
     * @param later words that a later version will know
     */
    <W extends Word> W word(String key, W otherwise, W[] words, List<String> later) {
        Node node = node(key);
        W word = node == null ? null : reading.values().word(node, pathOf(key), words, later);
        return word == null ? otherwise : word;
    }
}
