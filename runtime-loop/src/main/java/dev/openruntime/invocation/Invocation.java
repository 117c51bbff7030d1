package dev.openruntime.invocation;

import java.util.Optional;

/**
 * One event as its source handed it out.
 *
 * @param requestId the platform's id of the invocation, opaque
 * @param event the event, byte for byte
 * @param platformDeadline when the platform kills
 * @param arrivedNanos {@link System#nanoTime()} when the event was here
 * @param functionArn the function as the caller named it
 * @param traceId the tracing header
 * @param tenantId for tenant-isolated functions
 * @param clientContext JSON text of the caller's client context
 * @param identity JSON text of the caller's Cognito identity
 * @param contentType of the event, where the caller supplied one
 */
public record Invocation(
        String requestId,
        Body event,
        Deadline platformDeadline,
        long arrivedNanos,
        Optional<String> functionArn,
        Optional<String> traceId,
        Optional<String> tenantId,
        Optional<String> clientContext,
        Optional<String> identity,
        Optional<String> contentType) {

    /** The event as it enters the pipeline. */
    public Payload payload() {
        return new Payload(event, contentType);
    }
}
