package dev.openruntime.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The error that a runtime reports in the trailers of a response, when it failed after the first byte was sent. A
 * caller who gets the response whole gets the error alone.
 */
final class StreamError {
    private StreamError() {}

    static Optional<PlatformError> of(Map<String, String> trailers) {
        String type = trailers.getOrDefault("lambda-runtime-function-error-type", "");
        String body = trailers.getOrDefault("lambda-runtime-function-error-body", "");
        if (type.isEmpty() && body.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new PlatformError(PostedError.errorType(Optional.of(type)), decoded(body), "application/json"));
    }

    private static byte[] decoded(String body) {
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            return body.getBytes(StandardCharsets.UTF_8); // not what the contract says; shown as it is
        }
    }
}
