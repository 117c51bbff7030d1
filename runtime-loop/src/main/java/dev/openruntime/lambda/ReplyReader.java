package dev.openruntime.lambda;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Header;
import java.io.IOException;
import java.util.List;

/** Reads one response of HTTP/1.1 (RFC 9112) to its end. Used once. */
final class ReplyReader {

    private static final int MOST_LINE_BYTES = 8 * 1024;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final Incoming incoming;
    private boolean persistent;

    /** @param isLast whether the connection is of no use for a further request */
    record Answer(Reply reply, boolean isLast) {}

    private ReplyReader(Incoming incoming) {
        this.incoming = incoming;
    }

    /**
     * Blocks until the whole reply is here.
     *
     * @throws NoHttpException where it can't be read as one
     * @throws IOException where the connection ends before it does
     */
    static Answer read(Incoming incoming) throws IOException {
        ReplyReader reader = new ReplyReader(incoming);
        Reply reply = reader.reply();
        return new Answer(reply, !incoming.isDone() || !reader.persistent);
    }

    private Reply reply() throws IOException {
        int status = 0;
        List<Header> headers = List.of();
        while (status < OK && status != SWITCHING_PROTOCOLS) {
            status = status();
            headers = HeaderLines.read(incoming);
        }
        List<String> connection = HeaderLines.words(headers, "Connection");
        persistent = persistent ? !connection.contains("close") : connection.contains("keep-alive");
        return new Reply(status, headers, body(status, headers));
    }

    private int status() throws IOException {
        String line = incoming.line(MOST_LINE_BYTES);
        while (line.isEmpty()) {
            line = incoming.line(MOST_LINE_BYTES);
        }
        boolean isHttp = line.length() >= 12
                && line.startsWith("HTTP/1.")
                && isDigit(line.charAt(7))
                && line.charAt(8) == ' '
                && isDigit(line.charAt(9))
                && isDigit(line.charAt(10))
                && isDigit(line.charAt(11))
                && (line.length() == 12 || line.charAt(12) == ' ');
        int status = isHttp ? Integer.parseInt(line, 9, 12, 10) : 0;
        if (status < 100) {
            throw NoHttpException.showing("no status line", line);
        }
        persistent = line.charAt(7) != '0';
        return status;
    }

    private Body body(int status, List<Header> headers) throws IOException {
        if (status == SWITCHING_PROTOCOLS) {
            persistent = false;
        }
        if (status < OK || status == NO_CONTENT || status == NOT_MODIFIED) {
            return Body.EMPTY;
        }
        List<String> coding = HeaderLines.words(headers, "Transfer-Encoding");
        coding.remove("identity");
        BodyReader body = new BodyReader(incoming);
        if (coding.equals(List.of("chunked"))) {
            return body.chunked();
        }
        if (!coding.isEmpty()) {
            throw new NoHttpException("a body in the transfer coding " + String.join(", ", coding));
        }
        List<String> lengths = HeaderLines.words(headers, "Content-Length");
        if (lengths.isEmpty()) {
            persistent = false;
            return body.toTheEnd();
        }
        return body.ofLength(lengths);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
