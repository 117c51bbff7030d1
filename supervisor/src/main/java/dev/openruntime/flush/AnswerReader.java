package dev.openruntime.flush;

import dev.openruntime.invocation.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Reads one HTTP answer to its end, of which only the status is of interest. Used once, by one thread. */
final class AnswerReader {

    private static final int MOST_HEAD_BYTES = 8192;
    private static final String HEAD_END = "\r\n\r\n";
    private static final String LAST_CHUNK = "0\r\n\r\n";

    private final Connection connection;
    private final Deadline by;
    private final ByteBuffer buffer = ByteBuffer.allocate(MOST_HEAD_BYTES);
    private boolean begun;

    AnswerReader(Connection connection, Deadline by) {
        this.connection = connection;
        this.by = by;
    }

    /**
     * An answer.
     *
     * @param status 200 to 999
     * @param keepsOpen whether the connection can be used again
     */
    record Answer(int status, boolean keepsOpen) {}

    /** Whether the peer has sent anything at all. */
    boolean hasBegun() {
        return begun;
    }

    Answer read() throws IOException {
        String head = head();
        while (status(head) < 200) {
            head = head(); // 100 Continue and its like: the answer is yet to come
        }
        int status = status(head);
        boolean whole = skipBody(status, head);
        boolean closes = head.startsWith("HTTP/1.0")
                || header(head, "connection")
                        .filter(value -> value.equals("close"))
                        .isPresent();
        return new Answer(status, whole && !closes);
    }

    /** The next head, in lower case; what follows it is left in the buffer. */
    private String head() throws IOException {
        while (true) {
            String text = text();
            int end = text.indexOf(HEAD_END);
            if (end >= 0) {
                buffer.flip().position(end + HEAD_END.length());
                buffer.compact();
                return text.substring(0, end + 2);
            }
            if (!buffer.hasRemaining()) {
                throw new NotHttpException();
            }
            connection.read(buffer, by);
            begun = true;
        }
    }

    /** @return whether the end of the body was found, rather than that of the connection */
    private boolean skipBody(int status, String head) throws IOException {
        if (status == 204 || status == 304) {
            return buffer.position() == 0;
        }
        if (header(head, "transfer-encoding")
                .filter(coding -> coding.endsWith("chunked"))
                .isPresent()) {
            while (!text().endsWith(LAST_CHUNK)) {
                forgetAllBut(LAST_CHUNK.length());
                connection.read(buffer, by);
            }
            return true;
        }
        Optional<String> length = header(head, "content-length");
        if (length.isPresent()) {
            skip(length(length.get()));
            return true;
        }
        try {
            while (true) {
                forgetAllBut(0);
                connection.read(buffer, by);
            }
        } catch (EOFException e) {
            return false;
        }
    }

    private void skip(long bytes) throws IOException {
        long left = bytes - buffer.position();
        while (left > 0) {
            forgetAllBut(0);
            connection.read(buffer, by);
            left -= buffer.position();
        }
    }

    private void forgetAllBut(int bytes) {
        if (buffer.position() > bytes) {
            buffer.flip().position(buffer.limit() - bytes);
            buffer.compact();
        }
    }

    private String text() {
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
    }

    private static int status(String head) throws NotHttpException {
        if (head.length() >= 12 && head.startsWith("HTTP/1.") && head.charAt(8) == ' ') {
            return Math.toIntExact(length(head.substring(9, 12)));
        }
        throw new NotHttpException();
    }

    private static Optional<String> header(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(/* ignoreCase= */ true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private static long length(String digits) throws NotHttpException {
        try {
            return Long.parseUnsignedLong(digits);
        } catch (NumberFormatException e) {
            throw new NotHttpException();
        }
    }

    /** What came is no answer in HTTP/1. */
    static final class NotHttpException extends IOException {

        private static final long serialVersionUID = 1L;

        NotHttpException() {
            super("does not speak HTTP");
        }
    }
}
