package dev.openruntime.emulator.url;

import java.util.List;
import java.util.Map;

/**
 * An HTTP request to a function URL. Immutable, if its maker leaves the body alone.
 *
 * @param path as it was sent, percent-encoded
 * @param query as it was sent, without the question mark; empty where there was none
 * @param protocol such as {@code HTTP/1.1}
 * @param headers in their order, names as they were sent
 * @param body may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never shared
public record UrlRequest(
        String method,
        String path,
        String query,
        String protocol,
        List<Map.Entry<String, String>> headers,
        byte[] body) {

    /** Copies the headers. */
    public UrlRequest {
        headers = List.copyOf(headers);
    }
}
