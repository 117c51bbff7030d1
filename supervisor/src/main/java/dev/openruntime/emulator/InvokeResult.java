package dev.openruntime.emulator;

import java.nio.charset.StandardCharsets;

/**
 * What the caller of an invocation gets.
 *
 * @param requestId the invocation's id
 * @param payload the response or the error, byte for byte as the runtime posted it, or as the platform made it up
 * @param functionError true where the platform would say {@code X-Amz-Function-Error: Unhandled}
 * @param contentType as the runtime posted it, {@code application/json} where it said nothing
 * @param traceId the trace header that the runtime saw
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never shared
public record InvokeResult(
        String requestId, byte[] payload, boolean functionError, String contentType, String traceId) {

    /** The payload read as UTF-8. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }
}
