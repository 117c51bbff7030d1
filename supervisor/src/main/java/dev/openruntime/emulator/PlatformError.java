package dev.openruntime.emulator;

import java.nio.charset.StandardCharsets;

/**
 * A failure as the invoker sees it.
 *
 * @param errorType the platform's word for it, such as {@code Runtime.ExitError}; log lines carry it
 * @param payload what the invoker gets: JSON made by the platform, or the bytes that the runtime posted
 * @param contentType of the payload
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never shared
public record PlatformError(String errorType, byte[] payload, String contentType) {

    /** An error in the platform's own words. */
    static PlatformError of(String errorType, String message) {
        byte[] payload = Json.object(json -> {
            json.writeStringField("errorType", errorType);
            json.writeStringField("errorMessage", message);
        });
        return new PlatformError(errorType, payload, "application/json");
    }

    /** The payload read as UTF-8. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }
}
