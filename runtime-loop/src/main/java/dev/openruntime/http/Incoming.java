package dev.openruntime.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a connection that came and were not consumed yet, and those to come. Belongs to the thread that reads.
 */
public final class Incoming {

    private static final int USUAL_BYTES = 16 * 1024;

    private final ReadableByteChannel connection;
    private final int mostAtOnce;
    private byte[] window = new byte[USUAL_BYTES];
    private int from;
    private int to;
    private boolean begun;

    /** @param bufferBytes what is read by one system call at most */
    public Incoming(ReadableByteChannel connection, int bufferBytes) {
        this.connection = connection;
        this.mostAtOnce = bufferBytes;
    }

    /** From now on {@link #hasBegun} is about the next message. */
    public void expectMessage() {
        begun = false;
    }

    /** Whether any byte of the message has come. */
    public boolean hasBegun() {
        return begun;
    }

    /** Whether all that has come is consumed. Gives back what an odd message needed. */
    public boolean isDone() {
        if (window.length > USUAL_BYTES && to - from <= USUAL_BYTES) {
            window = Arrays.copyOfRange(window, from, from + USUAL_BYTES);
            to -= from;
            from = 0;
        }
        return from == to;
    }

    /** Blocks until there is something to consume; false at the end. */
    public boolean awaitSome() throws IOException {
        return from < to || look() >= 0;
    }

    /** Consumes all that is there, for nobody. */
    public void forget() {
        from = to;
    }

    /**
     * Takes what is there, without waiting where the connection doesn't block: 0 if nothing came, -1 if the end did.
     */
    public int look() throws IOException {
        makeRoom();
        int read = receive(window, to, window.length - to);
        if (read > 0) {
            begun = true;
            to += read;
        }
        return read;
    }

    /**
     * The next line without its end, CR LF or LF alone; a character is a byte.
     *
     * @param most that it may have
     * @throws NoHttpException where it is longer
     */
    String line(int most) throws IOException {
        int seen = 0;
        while (true) {
            int end = endOfLine(from + seen);
            if (end >= 0 && end - from <= most) {
                int text = end > from && window[end - 1] == '\r' ? end - 1 : end;
                String line = new String(window, from, text - from, StandardCharsets.ISO_8859_1);
                from = end + 1;
                return line;
            }
            seen = to - from;
            if (seen > most || end >= 0) {
                throw NoHttpException.showing(
                        "a line of more than " + most + " bytes",
                        new String(window, from, Math.min(seen, 200), StandardCharsets.ISO_8859_1));
            }
            if (look() < 0) {
                throw hungUp();
            }
        }
    }

    /** Consumes what is there, at least a byte, for which it blocks; -1 at the end. */
    int read(byte[] into, int at, int most) throws IOException {
        if (from == to) {
            return receive(into, at, most);
        }
        int length = Math.min(most, to - from);
        System.arraycopy(window, from, into, at, length);
        from += length;
        return length;
    }

    /** By a buffer of the thread's own, which ends with it: one of the connection's would wait to be collected. */
    private int receive(byte[] into, int at, int most) throws IOException {
        return connection.read(ByteBuffer.wrap(into, at, Math.min(most, mostAtOnce)));
    }

    private int endOfLine(int start) {
        for (int i = start; i < to; i++) {
            if (window[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void makeRoom() {
        if (from == to) {
            from = 0;
            to = 0;
        } else if (to == window.length && from > 0) {
            System.arraycopy(window, from, window, 0, to - from);
            to -= from;
            from = 0;
        } else if (to == window.length) {
            window = Arrays.copyOf(window, window.length * 2);
        }
    }

    static EOFException hungUp() {
        return new EOFException("the connection was closed");
    }
}
