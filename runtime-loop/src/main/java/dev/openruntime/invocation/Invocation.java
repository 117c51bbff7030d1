package dev.openruntime.invocation;

import java.util.List;
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
 * @param headers all that the platform said of it in headers that begin with {@code Lambda-}, what is told above
 *     included
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
        Optional<String> contentType,
        List<Header> headers) {

    public Invocation {
        headers = List.copyOf(headers);
    }

    /** One whose source has no such headers. */
    public Invocation(
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
        this(
                requestId,
                event,
                platformDeadline,
                arrivedNanos,
                functionArn,
                traceId,
                tenantId,
                clientContext,
                identity,
                contentType,
                List.of());
    }

    /** The event as it enters the pipeline. */
    public Payload payload() {
        return new Payload(event, contentType);
    }
}
