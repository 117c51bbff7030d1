package dev.openruntime.invocation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A typed error of the supervisor's own, in the shape that the platform and its users know: {@code errorType},
 * {@code errorMessage}, {@code stackTrace}, and what helps to find the cause.
 *
 * @param errorType {@code OpenRuntime.…} or one of the platform's own types
 * @param stage the stage that failed: a middleware's name, {@code handle}, …
 * @param elapsedMs since the event arrived
 * @param remainingMs until the platform's deadline, or the function's own limit where that is earlier; never below 0
 * @param lastLines the last lines of output of the child concerned
 * @param stackTrace where the child concerned was, as it says itself
 */
public record Failure(
        String errorType,
        String errorMessage,
        Optional<String> stage,
        OptionalLong elapsedMs,
        OptionalLong remainingMs,
        List<String> lastLines,
        List<String> stackTrace) {

    private static final JsonFactory JSON = new JsonFactory();

    /** A failure with nothing but its type and message. */
    public Failure(String errorType, String errorMessage) {
        this(
                errorType,
                errorMessage,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of(),
                List.of());
    }

    /** The failure as it is posted. */
    public Outcome.FunctionError asOutcome() {
        return new Outcome.FunctionError(Body.of(json()), errorType);
    }

    /** Text first, bytes later: half a surrogate pair, which users can bring about, has no form in UTF-8. */
    private String json() {
        StringWriter out = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("errorType", errorType);
            json.writeStringField("errorMessage", errorMessage);
            if (stage.isPresent()) {
                json.writeStringField("stage", stage.get());
            }
            if (elapsedMs.isPresent()) {
                json.writeNumberField("elapsedMs", elapsedMs.getAsLong());
            }
            if (remainingMs.isPresent()) {
                json.writeNumberField("remainingMs", remainingMs.getAsLong());
            }
            if (!lastLines.isEmpty()) {
                writeStrings(json, "lastLines", lastLines);
            }
            writeStrings(json, "stackTrace", stackTrace);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("internal error: writing to memory failed", e);
        }
        return out.toString();
    }

    private static void writeStrings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
