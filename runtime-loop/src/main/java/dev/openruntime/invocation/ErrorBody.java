package dev.openruntime.invocation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads the errors that workers hand over as bodies. An error object is posted as it is; anything else is wrapped, so
 * that callers always find {@code errorType} and {@code errorMessage}.
 */
public final class ErrorBody {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int QUOTED_CHARACTERS = 1_000;

    private ErrorBody() {}

    /** The outcome that this body stands for. */
    public static Outcome.FunctionError read(Body body) {
        Optional<String> errorType = errorType(body);
        if (errorType.isPresent()) {
            return new Outcome.FunctionError(body, errorType.get());
        }
        return new Failure("Function.Unknown", summary(body)).asOutcome();
    }

    /**
     * An error that a handler posted to the Runtime API itself, whose body may be anything and stays as it is.
     *
     * @param posted its type is the one that counts; where there is none the body's does
     */
    public static Outcome.FunctionError posted(Body body, Posted posted) {
        String type = Header.find(posted.headers(), "Lambda-Runtime-Function-Error-Type")
                .or(() -> errorType(body))
                .orElse("Runtime.Unknown");
        return new Outcome.FunctionError(body, type, Optional.of(posted));
    }

    /** The error that a runtime reports after the first bytes of its response: its type, and its body in Base64. */
    public static Optional<Outcome.FunctionError> inTrailers(List<Header> trailers) {
        Optional<String> type = Header.find(trailers, "Lambda-Runtime-Function-Error-Type");
        Optional<String> body = Header.find(trailers, "Lambda-Runtime-Function-Error-Body");
        if (type.isEmpty() && body.isEmpty()) {
            return Optional.empty();
        }
        List<Header> headers = type.map(value -> List.of(new Header("Lambda-Runtime-Function-Error-Type", value)))
                .orElse(List.of());
        return Optional.of(posted(Body.of(decoded(body.orElse(""))), new Posted(headers, List.of())));
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException otherwise) {
            return base64.getBytes(StandardCharsets.UTF_8); // not what the contract says; passed on as it is
        }
    }

    /** The body as text for a person, shortened. */
    public static String summary(Body body) {
        String text = body.text().strip();
        String line = text.length() <= QUOTED_CHARACTERS ? text : text.substring(0, QUOTED_CHARACTERS) + "…";
        return line.isEmpty() ? "no error was given" : line;
    }

    /** The {@code errorType} of a body that is a JSON object throughout and has one. */
    private static Optional<String> errorType(Body body) {
        try (JsonParser json = JSON.createParser(body.bytes())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Optional<String> found = Optional.empty();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isErrorType = "errorType".equals(json.currentName());
                if (json.nextToken() == JsonToken.VALUE_STRING && isErrorType) {
                    found = Optional.of(json.getText());
                } else {
                    json.skipChildren();
                }
            }
            return json.nextToken() == null ? found : Optional.empty();
        } catch (IOException notJson) {
            // Not an error of ours: a worker may fail with any bytes, and those are quoted as they are.
            return Optional.empty();
        }
    }
}
