package dev.openruntime.handler;

import dev.openruntime.invocation.Header;
import dev.openruntime.invocation.Invocation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code next} says of an event beside its body: what the platform said, byte for byte. */
final class EventHeaders {

    private EventHeaders() {}

    /** @param contentType of the event as the middleware left it; the platform's default where there is none */
    static List<Header> of(Invocation invocation, Optional<String> contentType) {
        List<Header> headers = new ArrayList<>(invocation.headers());
        add(headers, "Lambda-Runtime-Aws-Request-Id", Optional.of(invocation.requestId()));
        add(
                headers,
                "Lambda-Runtime-Deadline-Ms",
                Optional.of(Long.toString(invocation.platformDeadline().epochMillis())));
        add(headers, "Lambda-Runtime-Invoked-Function-Arn", invocation.functionArn());
        add(headers, "Lambda-Runtime-Trace-Id", invocation.traceId());
        add(headers, "Lambda-Runtime-Aws-Tenant-Id", invocation.tenantId());
        add(headers, "Lambda-Runtime-Client-Context", invocation.clientContext());
        add(headers, "Lambda-Runtime-Cognito-Identity", invocation.identity());
        headers.add(new Header("Content-Type", onTheWire(contentType.orElse("application/json"))));
        return headers;
    }

    /** What the source said in a header of its own stays as it said it. */
    private static void add(List<Header> headers, String name, Optional<String> value) {
        if (value.isPresent()
                && headers.stream().noneMatch(header -> header.name().equalsIgnoreCase(name))) {
            headers.add(new Header(name, onTheWire(value.get())));
        }
    }

    /** A line end in a value that middleware made would begin another header. */
    private static String onTheWire(String value) {
        String bytes = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return bytes.replaceAll("[\\x00-\\x08\\x0A-\\x1F\\x7F]", "?");
    }
}
