package dev.openruntime.emulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what a caller of the Invoke API sends, and refuses what the platform would refuse. */
final class InvokePayload {
    private static final Pattern TENANT = Pattern.compile("[a-zA-Z0-9._:/=+\\-@ ]{1,256}");
    private static final int LONGEST_CLIENT_CONTEXT = 3583;
    private static final String JSON = "application/json";

    /** Whether somebody waits for the answer, and how large the event may be therefore. */
    enum Kind {
        /** A synchronous call: 6 MiB. */
        CALL(6 * 1024 * 1024),
        /** An asynchronous call: 1 MiB. */
        EVENT(1024 * 1024);

        private final int mostBytes;

        Kind(int mostBytes) {
            this.mostBytes = mostBytes;
        }
    }

    private InvokePayload() {}

    static InvokeRequest read(Exchange exchange, Kind kind, FunctionName name) throws Refusal {
        byte[] payload = payload(exchange, kind);
        return new InvokeRequest(
                payload,
                contentType(exchange),
                name.qualifier(),
                exchange.header("X-Amzn-Trace-Id"),
                clientContext(exchange, kind),
                Optional.empty(),
                tenant(exchange));
    }

    private static byte[] payload(Exchange exchange, Kind kind) throws Refusal {
        byte[] payload = switch (exchange.body()) {
            case RequestBody.Complete body -> body.bytes();
            case RequestBody.TooLarge(long size) -> throw tooLarge(size, kind);
            case RequestBody.Truncated() ->
                throw Refusal.invalidContent("The request ended before its body was complete");
        };
        if (payload.length > kind.mostBytes) {
            throw tooLarge(payload.length, kind);
        }
        if (payload.length == 0) {
            return new byte[] {'{', '}'};
        }
        try {
            Object _ = Json.check(payload);
        } catch (IOException e) {
            throw Refusal.invalidContent("Could not parse request body into json: Could not parse payload into json: "
                    + String.valueOf(e.getMessage())
                            .replace(
                                    "REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION`" + " disabled)",
                                    "(byte[])"));
        }
        return payload;
    }

    private static Refusal tooLarge(long size, Kind kind) {
        return Refusal.tooLarge(
                switch (kind) {
                    case CALL ->
                        "Request must be smaller than " + kind.mostBytes
                                + " bytes for the InvokeFunction operation; this one has " + size;
                    case EVENT ->
                        size + " byte payload is too large for the Event invocation type (limit " + kind.mostBytes
                                + " bytes)";
                });
    }

    /**
     * The type that the runtime is told: a JSON type of the caller's own, or plain JSON. SDKs send
     * {@code application/octet-stream}, and curl says of itself that it sends a form.
     */
    private static String contentType(Exchange exchange) {
        return exchange.header("Content-Type")
                .filter(type -> {
                    String media =
                            type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
                    return media.equals(JSON) || media.endsWith("+json");
                })
                .orElse(JSON);
    }

    /** JSON text. The platform passes it on with synchronous calls only. */
    private static Optional<String> clientContext(Exchange exchange, Kind kind) throws Refusal {
        Optional<String> encoded = exchange.header("X-Amz-Client-Context");
        if (encoded.isEmpty()) {
            return Optional.empty();
        }
        if (encoded.get().length() > LONGEST_CLIENT_CONTEXT) {
            throw Refusal.invalidContent(
                    "Client context must be at most " + LONGEST_CLIENT_CONTEXT + " bytes when base64-encoded.");
        }
        try {
            byte[] json = Base64.getDecoder().decode(encoded.get());
            if (Json.isObject(json)) {
                return kind == Kind.CALL ? Optional.of(new String(json, StandardCharsets.UTF_8)) : Optional.empty();
            }
        } catch (IllegalArgumentException e) {
            throw notAContext();
        }
        throw notAContext();
    }

    private static Refusal notAContext() {
        return Refusal.invalidContent("Client context must be a valid Base64-encoded JSON object.");
    }

    private static Optional<String> tenant(Exchange exchange) throws Refusal {
        Optional<String> tenant = exchange.header("X-Amz-Tenant-Id");
        if (tenant.isPresent() && !TENANT.matcher(tenant.get()).matches()) {
            throw Refusal.invalidParameter(
                    "X-Amz-Tenant-Id must have 1 to 256 characters of a-z A-Z 0-9 . _ : / = + - @ and space");
        }
        return tenant;
    }
}
