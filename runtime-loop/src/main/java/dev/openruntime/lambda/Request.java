package dev.openruntime.lambda;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request as it goes on the wire: three pieces, one after the other.
 *
 * @param head request line and headers, the empty line included; of a chunked body, what comes before its data too
 * @param body not copied
 * @param tail of a chunked body, what comes after its data
 */
record Request(Body head, Body body, Body tail) {

    /** One without a body, or with a body whose length its head says. */
    static Request of(Head head, Body body) {
        return new Request(head.bytes(), body, Body.EMPTY);
    }

    /** The body as one chunk, and trailers after it; the head says so already. */
    static Request chunked(Head head, Body body, List<Header> trailers) {
        StringBuilder before = head.end();
        StringBuilder after = new StringBuilder();
        if (!body.isEmpty()) {
            before.append(Integer.toHexString(body.length())).append("\r\n");
            after.append("\r\n");
        }
        return new Request(asBytes(before), body, asBytes(after.append(lastChunk(trailers))));
    }

    /** What ends a chunked body. */
    static String lastChunk(List<Header> trailers) {
        StringBuilder last = new StringBuilder("0\r\n");
        for (Header trailer : trailers) {
            appendTo(last, trailer.name(), trailer.value());
        }
        return last.append("\r\n").toString();
    }

    /** The bytes of all three pieces. */
    long length() {
        return (long) head.length() + body.length() + tail.length();
    }

    private static Body asBytes(CharSequence text) {
        return Body.of(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Names and values may come from user code: nothing of them may end the header, or the request. */
    private static void appendTo(StringBuilder text, String name, String value) {
        appendSafely(text, name);
        appendSafely(text.append(": "), value);
        text.append("\r\n");
    }

    private static void appendSafely(StringBuilder text, String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            text.append((c < ' ' && c != '\t') || c == '\u007f' ? '?' : c);
        }
    }

    /** Request line and headers in the making. */
    static final class Head {

        private final StringBuilder text;

        /** The path has neither spaces nor line ends in it. */
        Head(String method, String path) {
            text = new StringBuilder(256)
                    .append(method)
                    .append(' ')
                    .append(path)
                    .append(" HTTP/1.1\r\n");
        }

        Head with(String name, String value) {
            appendTo(text, name, value);
            return this;
        }

        Head with(List<Header> headers) {
            headers.forEach(header -> with(header.name(), header.value()));
            return this;
        }

        /** Only for a request without a body, or with {@code Content-Length}. */
        private Body bytes() {
            return asBytes(end());
        }

        private StringBuilder end() {
            return text.append("\r\n");
        }
    }
}
