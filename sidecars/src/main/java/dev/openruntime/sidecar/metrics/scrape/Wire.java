package dev.openruntime.sidecar.metrics.scrape;

import dev.openruntime.sidecar.metrics.output.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;

/** The bytes of an answer, as they come, until the deadline: who sends them one by one has no more time than others. */
final class Wire {

    private static final int MOST_LINE_BYTES = 16 * 1024;

    private final Socket socket;
    private final Deadline by;
    private final byte[] buffer = new byte[16 * 1024];
    private int at;
    private int end;

    Wire(Socket socket, Deadline by) {
        this.socket = socket;
        this.by = by;
    }

    /** Up to its end, without that. */
    String line() throws IOException, ScrapeFailure {
        StringBuilder line = new StringBuilder();
        for (int c = read(); c != '\n'; c = read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (line.length() > MOST_LINE_BYTES) {
                throw new ScrapeFailure("its answer is none of HTTP");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** So many bytes. */
    void copy(ByteArrayOutputStream to, long count) throws IOException, ScrapeFailure {
        for (long left = count; left > 0; left--) {
            int c = read();
            if (c < 0) {
                throw new EOFException();
            }
            to.write(c);
        }
    }

    /** The next byte; less than 0 if there is none. */
    int read() throws IOException, ScrapeFailure {
        if (at == end) {
            if (by.remaining().isZero()) {
                throw new ScrapeFailure("it takes too long");
            }
            socket.setSoTimeout(by.socketMillis());
            at = 0;
            end = Math.max(0, socket.getInputStream().read(buffer));
        }
        return at < end ? buffer[at++] & 0xff : -1;
    }
}
