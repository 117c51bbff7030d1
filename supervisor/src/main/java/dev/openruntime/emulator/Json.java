package dev.openruntime.emulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The few things that the platform does with JSON, as streams. Stateless; any thread. */
final class Json {
    /** The platform sets no limits inside a payload but its size. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private Json() {}

    /** Writes the members of an object. */
    interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] object(Members members) {
        try {
            return copy(json -> {
                json.writeStartObject();
                members.write(json);
                json.writeEndObject();
            });
        } catch (IOException e) {
            throw new UncheckedIOException("internal error: cannot write JSON to memory", e);
        }
    }

    /** Writes a whole value, which may come from a source that fails. */
    static byte[] copy(Members value) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            value.write(json);
        }
        return bytes.toByteArray();
    }

    static JsonParser parser(byte[] text) throws IOException {
        return FACTORY.createParser(text);
    }

    /** Whether the bytes are one JSON value and nothing else. */
    static boolean isValid(byte[] text) {
        try {
            Object _ = check(text);
            return true;
        } catch (IOException e) {
            return false; // that it isn't JSON is the answer, not a failure
        }
    }

    /** Whether the bytes are one JSON object and nothing else. */
    static boolean isObject(byte[] text) {
        try {
            return check(text) == JsonToken.START_OBJECT;
        } catch (IOException e) {
            return false; // as above
        }
    }

    /**
     * Reads bytes that should be one JSON value and nothing else; its first token is the answer.
     *
     * @throws IOException if they aren't; the message says where
     */
    static JsonToken check(byte[] text) throws IOException {
        try (JsonParser json = parser(text)) {
            JsonToken first = json.nextToken();
            if (first == null) {
                throw new IOException("No content to map due to end-of-input");
            }
            json.skipChildren();
            if (json.nextToken() != null) {
                throw new IOException("Trailing token (of type " + json.currentToken() + ") found after value");
            }
            return first;
        }
    }
}
