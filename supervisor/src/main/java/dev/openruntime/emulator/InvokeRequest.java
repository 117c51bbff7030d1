package dev.openruntime.emulator;

import java.util.HexFormat;
import java.util.Optional;

/**
 * One call of the function. Immutable, if the caller leaves the payload alone.
 *
 * @param payload the event, byte for byte; at most {@link Emulator#MAX_PAYLOAD_BYTES}
 * @param contentType the event's type as the runtime is told
 * @param qualifier version or alias that the caller used; it becomes the end of the function's ARN
 * @param traceId the X-Ray header to pass on; one is made up where none is given
 * @param clientContext JSON text, decoded
 * @param cognitoIdentity JSON text
 * @param tenantId for tenant-isolated functions
 */
@SuppressWarnings("ArrayRecordComponent") // copying six megabytes at every hand-over would buy nothing
public record InvokeRequest(
        byte[] payload,
        String contentType,
        Optional<String> qualifier,
        Optional<String> traceId,
        Optional<String> clientContext,
        Optional<String> cognitoIdentity,
        Optional<String> tenantId) {

    /** Refuses payloads beyond the limit. */
    public InvokeRequest {
        if (payload.length > Emulator.MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("cannot invoke with an event of " + payload.length
                    + " bytes: the platform takes at most " + Emulator.MAX_PAYLOAD_BYTES);
        }
        clientContext = clientContext.map(InvokeRequest::inHeader);
        cognitoIdentity = cognitoIdentity.map(InvokeRequest::inHeader);
    }

    /** The same JSON as a header can carry it to the runtime: on one line, in ASCII. */
    private static String inHeader(String json) {
        var text = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < ' ') {
                text.append(' '); // between tokens; strings have none of these
            } else if (c > '~') {
                text.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** A plain call with a JSON event. */
    public static InvokeRequest of(byte[] payload) {
        return new InvokeRequest(
                payload,
                "application/json",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
