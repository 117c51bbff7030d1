package dev.openruntime.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON document in one pass over Jackson's tokens. No comments, no trailing commas: what the standard allows.
 */
final class JsonDocument {

    private final Path file;
    private final JsonParser tokens;

    private JsonDocument(Path file, JsonParser tokens) {
        this.file = file;
        this.tokens = tokens;
    }

    /** Null if the text holds no document at all. */
    static @Nullable Node read(Path file, String text) throws DocumentException {
        try (JsonParser tokens = new JsonFactory().createParser(text)) {
            return new JsonDocument(file, tokens).root();
        } catch (JsonProcessingException e) {
            throw syntax(e);
        } catch (IOException e) {
            throw new UncheckedIOException("internal error: reading from memory failed", e);
        }
    }

    private @Nullable Node root() throws IOException, DocumentException {
        JsonToken first = tokens.nextToken();
        if (first == null) {
            return null;
        }
        Node root = node(first, 1);
        if (tokens.nextToken() != null) {
            throw new DocumentException(line(), "a second document begins here; the file must hold one");
        }
        return root;
    }

    private Node node(@Nullable JsonToken token, int depth) throws IOException, DocumentException {
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            if (depth > DocumentException.MOST_NESTED) {
                throw DocumentException.nestedTooDeep(line());
            }
            return token == JsonToken.START_OBJECT ? mapping(depth) : sequence(depth);
        }
        Node.Kind kind;
        if (token == JsonToken.VALUE_STRING) {
            kind = Node.Kind.TEXT;
        } else if (token == JsonToken.VALUE_NULL) {
            kind = Node.Kind.NOTHING;
        } else if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            kind = Node.Kind.TRUTH;
        } else {
            kind = Node.Kind.NUMBER;
        }
        return new Node.Scalar(place(), kind, tokens.getText());
    }

    private Node mapping(int depth) throws IOException, DocumentException {
        Place start = place();
        var entries = new ArrayList<Node.Entry>();
        while (tokens.nextToken() != JsonToken.END_OBJECT) {
            Place keyPlace = place();
            String key = tokens.currentName();
            entries.add(new Node.Entry(keyPlace, key, node(tokens.nextToken(), depth + 1)));
        }
        return new Node.Mapping(start, entries);
    }

    private Node sequence(int depth) throws IOException, DocumentException {
        Place start = place();
        List<Node> items = new ArrayList<>();
        for (JsonToken token = tokens.nextToken(); token != JsonToken.END_ARRAY; token = tokens.nextToken()) {
            items.add(node(token, depth + 1));
        }
        return new Node.Sequence(start, items);
    }

    private Place place() {
        return new Place(file, line());
    }

    private int line() {
        return tokens.currentTokenLocation().getLineNr();
    }

    private static DocumentException syntax(JsonProcessingException e) {
        String message =
                before(" (start marker at", before(" (not recognized", String.valueOf(e.getOriginalMessage())));
        return new DocumentException(
                e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                "cannot read this as JSON: " + Shown.printable(message));
    }

    /** Cuts what speaks of the parser and not of the document. */
    private static String before(String end, String message) {
        int at = message.indexOf(end);
        return at < 0 ? message : message.substring(0, at);
    }
}
