package dev.openruntime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads one YAML document in one pass over SnakeYAML's events. Scalars are resolved here, by YAML 1.2: {@code on},
 * {@code yes} and {@code 1_000} are text. Aliases and tags are refused.
 */
final class YamlDocument {

    private final Path file;
    private final Parser events;
    private int line = 1;

    private YamlDocument(Path file, String text) {
        this.file = file;
        this.events = new ParserImpl(new StreamReader(text), new LoaderOptions());
    }

    /** Null if the text holds no document at all. */
    static @Nullable Node read(Path file, String text) throws DocumentException {
        var document = new YamlDocument(file, text);
        try {
            return document.root();
        } catch (MarkedYAMLException e) {
            throw syntax(e, text);
        } catch (ReaderException e) {
            throw new DocumentException(lineAt(text, e.getPosition()), unprintable(e.getCodePoint()));
        } catch (YAMLException | IllegalArgumentException e) {
            throw new DocumentException(
                    document.line, "cannot read this as YAML: " + Shown.printable(String.valueOf(e.getMessage())));
        }
    }

    private @Nullable Node root() throws DocumentException {
        next(); // the start of the stream
        if (next().is(Event.ID.StreamEnd)) {
            return null;
        }
        Node root = node(next(), 1);
        next(); // the end of the document
        if (!next().is(Event.ID.StreamEnd)) {
            throw new DocumentException(line, "a second document begins here; the file must hold one");
        }
        return root;
    }

    private Event next() {
        Event event = events.getEvent();
        line = event.getStartMark().getLine() + 1;
        return event;
    }

    private Node node(Event event, int depth) throws DocumentException {
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag());
            String text = scalar.getValue();
            return new Node.Scalar(place(), scalar.isPlain() ? PlainScalar.kind(text) : Node.Kind.TEXT, text);
        }
        if (depth > DocumentException.MOST_NESTED) {
            throw DocumentException.nestedTooDeep(line);
        }
        if (event instanceof MappingStartEvent mapping) {
            refuseTag(mapping.getTag());
            return mapping(depth);
        }
        if (event instanceof SequenceStartEvent sequence) {
            refuseTag(sequence.getTag());
            return sequence(depth);
        }
        throw new DocumentException(
                line, "cannot follow an alias (`*name`): aliases are not supported; write the value out");
    }

    private Node mapping(int depth) throws DocumentException {
        Place start = place();
        var entries = new ArrayList<Node.Entry>();
        for (Event event = next(); !event.is(Event.ID.MappingEnd); event = next()) {
            if (!(event instanceof ScalarEvent key)) {
                throw new DocumentException(line, "cannot read this key: a key must be plain text");
            }
            refuseTag(key.getTag());
            Place keyPlace = place();
            entries.add(new Node.Entry(keyPlace, key.getValue(), node(next(), depth + 1)));
        }
        return new Node.Mapping(start, entries);
    }

    private Node sequence(int depth) throws DocumentException {
        Place start = place();
        List<Node> items = new ArrayList<>();
        for (Event event = next(); !event.is(Event.ID.SequenceEnd); event = next()) {
            items.add(node(event, depth + 1));
        }
        return new Node.Sequence(start, items);
    }

    private Place place() {
        return new Place(file, line);
    }

    private void refuseTag(@Nullable String tag) throws DocumentException {
        if (tag != null) {
            String written = tag.startsWith(Tag.PREFIX) ? "!!" + tag.substring(Tag.PREFIX.length()) : tag;
            throw new DocumentException(
                    line,
                    "cannot use the tag `" + Shown.plain(written) + "`: tags are not supported; quote what is text");
        }
    }

    private static DocumentException syntax(MarkedYAMLException e, String text) {
        int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
        var message = new StringBuilder("cannot read this as YAML: ").append(reason(e));
        if (lineText(text, line).contains("${")) {
            message.append("; quote a value that holds ${…} between [ ] or { }");
        }
        return new DocumentException(line, Shown.printable(message.toString()));
    }

    /** The mistakes that everybody makes in words that say how to mend them. */
    private static String reason(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("\\t(TAB)")) {
            return "a tab stands where the line is indented; indent with spaces";
        }
        if (problem.startsWith("expected <block end>")) {
            return "the line is indented otherwise than those it belongs to; keys of one mapping, and items of one list,"
                    + " begin in the same column";
        }
        if (problem.startsWith("mapping values are not allowed here")) {
            return "a `:` begins a value here, where none can be; the line may be indented too far, or text with `: ` in it"
                    + " needs quotes";
        }
        return e.getContext() == null ? problem : problem + ", " + e.getContext();
    }

    private static String unprintable(int codePoint) {
        String hex = Integer.toHexString(codePoint).toUpperCase(Locale.ROOT);
        String padded = "0".repeat(Math.max(0, 4 - hex.length())) + hex;
        return "cannot read this as YAML: the character U+" + padded + " is not allowed";
    }

    private static String lineText(String text, int line) {
        return text.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
    }

    private static int lineAt(String text, int codePoints) {
        return 1
                + (int) text.codePoints()
                        .limit(codePoints)
                        .filter(c -> c == '\n')
                        .count();
    }
}
