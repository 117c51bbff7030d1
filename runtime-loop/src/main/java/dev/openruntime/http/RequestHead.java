package dev.openruntime.http;

import dev.openruntime.invocation.Header;
import java.io.IOException;
import java.util.List;

/**
 * Request line and headers of HTTP/1.1 (RFC 9112).
 *
 * @param target path and query as they came; a character is a byte
 * @param version as it came: {@code HTTP/1.0} or {@code HTTP/1.1}
 * @param headers in the order in which they came
 */
public record RequestHead(String method, String target, String version, List<Header> headers) {

    private static final int MOST_LINE_BYTES = 64 * 1024;

    /** With a copy of the headers. */
    public RequestHead {
        headers = List.copyOf(headers);
    }

    /**
     * Blocks until all of it is here.
     *
     * @throws NoHttpException where it can't be read as one
     * @throws IOException where the connection ends before it does
     */
    public static RequestHead read(Incoming incoming) throws IOException {
        String line = incoming.line(MOST_LINE_BYTES);
        while (line.isEmpty()) {
            line = incoming.line(MOST_LINE_BYTES);
        }
        int method = line.indexOf(' ');
        int target = line.lastIndexOf(' ');
        String version = line.substring(target + 1);
        if (method <= 0 || target <= method + 1 || !(version.equals("HTTP/1.1") || version.equals("HTTP/1.0"))) {
            throw NoHttpException.showing("no request line of HTTP/1.1", line);
        }
        return new RequestHead(
                line.substring(0, method), line.substring(method + 1, target), version, HeaderLines.read(incoming));
    }

    /** The body that follows. */
    public MessageBody body(Incoming incoming) throws NoHttpException {
        return MessageBody.announced(incoming, headers, false);
    }

    /** Whether the client may send a further request after this one. */
    public boolean keepsOpen() {
        return HeaderLines.keepsOpen(version.charAt(version.length() - 1), headers);
    }

    /** Whether the client knows HTTP/1.0 only: no chunks, and a connection is used once unless it says otherwise. */
    public boolean isOld() {
        return version.equals("HTTP/1.0");
    }

    /** Whether the client sends its body only when it is told to go on. */
    public boolean expectsContinue() {
        return !isOld() && HeaderLines.words(headers, "Expect").contains("100-continue");
    }
}
