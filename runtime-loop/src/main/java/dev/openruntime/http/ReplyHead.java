package dev.openruntime.http;

import dev.openruntime.invocation.Header;
import java.io.IOException;
import java.util.List;

/**
 * Status line and headers of a response of HTTP/1.1 (RFC 9112).
 *
 * @param line as it came
 * @param headers in the order in which they came
 * @param isLast whether the server said that the connection is of no use for a further request
 */
public record ReplyHead(String line, int status, List<Header> headers, boolean isLast) {

    private static final int MOST_LINE_BYTES = 8 * 1024;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    /** With a copy of the headers. */
    public ReplyHead {
        headers = List.copyOf(headers);
    }

    /**
     * Blocks until all of it is here. What the server says for the time being comes before it, and is left out.
     *
     * @throws NoHttpException where it can't be read as one
     * @throws IOException where the connection ends before it does
     */
    public static ReplyHead read(Incoming incoming) throws IOException {
        ReplyHead head = readOne(incoming);
        while (head.status < OK && head.status != SWITCHING_PROTOCOLS) {
            head = readOne(incoming);
        }
        return head;
    }

    private static ReplyHead readOne(Incoming incoming) throws IOException {
        String line = incoming.line(MOST_LINE_BYTES);
        while (line.isEmpty()) {
            line = incoming.line(MOST_LINE_BYTES);
        }
        int status = status(line);
        List<Header> headers = HeaderLines.read(incoming);
        boolean isLast = status == SWITCHING_PROTOCOLS || !HeaderLines.keepsOpen(line.charAt(7), headers);
        return new ReplyHead(line, status, headers, isLast);
    }

    private static int status(String line) throws NoHttpException {
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
        return status;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The body that follows. */
    public MessageBody body(Incoming incoming) throws NoHttpException {
        boolean hasNone = status < OK || status == NO_CONTENT || status == NOT_MODIFIED;
        return hasNone ? MessageBody.none(incoming) : MessageBody.announced(incoming, headers, true);
    }
}
