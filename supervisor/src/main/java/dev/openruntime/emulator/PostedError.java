package dev.openruntime.emulator;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the platform makes of an error that a runtime posts. */
final class PostedError {
    /** Not anchored, as on the platform: a value that merely contains a match is kept as it is. */
    private static final Pattern KEPT = Pattern.compile("(Runtime|Function)\\.[A-Z][a-zA-Z]+");

    private static final String WITH_CAUSE = "application/vnd.aws.lambda.error.cause+json";
    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";

    private PostedError() {}

    /**
     * Of a post to {@code …/error}: handed to the invoker unchanged, but for the one type that has a cause to strip.
     */
    static PlatformError of(Exchange exchange, RequestBody.Complete body) {
        String type = errorType(exchange.header("Lambda-Runtime-Function-Error-Type"));
        String contentType = exchange.header("Content-Type").orElse(JSON);
        if (!contentType.equalsIgnoreCase(WITH_CAUSE)) {
            return new PlatformError(type, body.bytes(), contentType);
        }
        try {
            return new PlatformError(type, withoutCause(body.bytes()), JSON);
        } catch (IOException e) {
            return new PlatformError(type, "\"Invalid error body\"".getBytes(StandardCharsets.UTF_8), BYTES);
        }
    }

    /** Of a post to {@code init/error}. */
    static PlatformError ofInit(Exchange exchange, RequestBody.Complete body) {
        String type = errorType(exchange.header("Lambda-Runtime-Function-Error-Type"));
        return new PlatformError(type, body.bytes(), Json.isValid(body.bytes()) ? JSON : BYTES);
    }

    /** The type that the platform's log is told; the body is none of its business. */
    static String errorType(Optional<String> posted) {
        String type = posted.orElse("");
        if (KEPT.matcher(type).find()) {
            return type;
        }
        return type.startsWith("Function.") ? "Function.Unknown" : "Runtime.Unknown";
    }

    private static byte[] withoutCause(byte[] body) throws IOException {
        try (JsonParser in = Json.parser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("an error with a cause must be a JSON object");
            }
            return Json.copy(out -> {
                out.writeStartObject();
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    if (in.currentName().equals("errorCause")) {
                        in.nextToken();
                        in.skipChildren();
                    } else {
                        out.copyCurrentStructure(in);
                    }
                }
                out.writeEndObject();
            });
        }
    }
}
