package dev.openruntime.emulator.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** JSON as streams, to and from memory. Stateless; any thread. */
final class JsonBytes {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonBytes() {}

    static byte[] object(RecordMembers members) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("internal error: cannot write JSON to memory", e);
        }
        return bytes.toByteArray();
    }

    /** Writes a value that is JSON already. */
    static void writeRaw(JsonGenerator json, byte[] value) throws IOException {
        json.writeRawValue(new String(value, StandardCharsets.UTF_8));
    }

    static JsonParser parser(byte[] text) throws IOException {
        return FACTORY.createParser(text);
    }

    /** Whether the text is one JSON object and nothing else. */
    static boolean isObject(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return false; // most lines; spares the parser
        }
        try (JsonParser json = FACTORY.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            json.skipChildren();
            return json.nextToken() == null;
        } catch (IOException e) {
            return false; // that it isn't JSON is the answer, not a failure
        }
    }
}
