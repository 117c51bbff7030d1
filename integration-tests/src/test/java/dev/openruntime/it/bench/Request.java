package dev.openruntime.it.bench;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A request that reached a {@link ScriptedPlatform}.
 *
 * @param connection the number of the connection that it came on, from 1
 * @param headers by lower-case name
 * @param arrived when it was read to its end
 */
public record Request(
        int connection, String method, String path, Map<String, String> headers, Bytes body, Instant arrived) {

    /** The header's value. */
    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    /** The body as text. */
    public String text() {
        return body.text();
    }

    boolean isNext() {
        return path.endsWith("/runtime/invocation/next");
    }
}
