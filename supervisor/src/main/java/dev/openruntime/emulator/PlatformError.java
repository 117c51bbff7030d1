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

    /** A restore that took too long; the Invoke API makes an exception of it. */
    static final String RESTORE_TIMEOUT = "SnapStartTimeoutException";

    /** An error in the platform's own words. */
    static PlatformError of(String errorType, String message) {
        byte[] payload = Json.object(json -> {
            json.writeStringField("errorType", errorType);
            json.writeStringField("errorMessage", message);
        });
        return new PlatformError(errorType, payload, "application/json");
    }

    /** A response beyond the limit. */
    static PlatformError tooLarge(long size, long most) {
        return of(
                "Function.ResponseSizeTooLarge",
                "Response payload size (" + size + " bytes) exceeded maximum allowed payload size (" + most
                        + " bytes).");
    }

    /** A response that broke off. */
    static PlatformError truncated() {
        return of("Runtime.TruncatedResponse", "the runtime's post ended before it was complete");
    }

    /** The payload read as UTF-8. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }
}
