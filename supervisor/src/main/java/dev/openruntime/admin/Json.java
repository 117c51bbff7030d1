package dev.openruntime.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes JSON to memory. Stateless; any thread. */
final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Writes the members of an object. */
    interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    static String object(Members members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("internal error: cannot write JSON to memory", e);
        }
        return text.toString();
    }

    /** A moment in UTC, to the millisecond. */
    static void instant(JsonGenerator json, String name, Instant at) throws IOException {
        json.writeStringField(name, at.truncatedTo(ChronoUnit.MILLIS).toString());
    }
}
