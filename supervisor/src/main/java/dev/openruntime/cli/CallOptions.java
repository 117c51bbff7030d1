package dev.openruntime.cli;

import dev.openruntime.emulator.InvokeRequest;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a caller may say besides the event. Filled in by picocli. */
final class CallOptions {

    @Option(
            names = "--client-context",
            order = 4,
            paramLabel = "JSON",
            description = "The client context, as mobile SDKs send it.")
    private Optional<String> clientContext = Optional.empty();

    @Option(
            names = "--tenant-id",
            order = 5,
            paramLabel = "ID",
            description = "The tenant, for functions that have some.")
    private Optional<String> tenantId = Optional.empty();

    @Option(
            names = "--qualifier",
            order = 6,
            paramLabel = "NAME",
            description = "Version or alias that is called; the end of the function's ARN.")
    private Optional<String> qualifier = Optional.empty();

    @Option(
            names = "--trace-id",
            order = 7,
            paramLabel = "HEADER",
            description = "The X-Ray trace header. Default: a new one each time.")
    private Optional<String> traceId = Optional.empty();

    /** The call with this event. */
    InvokeRequest request(byte[] payload) {
        return new InvokeRequest(
                payload, "application/json", qualifier, traceId, clientContext, Optional.empty(), tenantId);
    }
}
