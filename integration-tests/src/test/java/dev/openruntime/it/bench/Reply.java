package dev.openruntime.it.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The bytes that a {@link ScriptedPlatform} answers with.
 *
 * @param last whether it hangs up afterwards
 */
public record Reply(Bytes bytes, boolean last) {

    /** A well-formed answer of this status with a JSON body. */
    public static Reply of(int status, String json) {
        return of(status, Map.of("Content-Type", "application/json"), Bytes.of(json));
    }

    /** A well-formed answer. */
    public static Reply of(int status, Map<String, String> headers, Bytes body) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length()).append("\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body.array());
        return new Reply(Bytes.of(bytes.toByteArray()), false);
    }

    /** Any bytes, then the end of the connection. */
    public static Reply raw(String bytes) {
        return new Reply(Bytes.of(bytes.getBytes(StandardCharsets.ISO_8859_1)), true);
    }
}
