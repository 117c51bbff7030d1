package dev.openruntime.lambda;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes that came and were not consumed yet, and those to come. Belongs to the thread of its {@link Wire}. */
final class Incoming {

    /** Where they come from, as many at a time as the network likes. */
    interface Stretches {

        /** As {@link Wire#read}. */
        int read(byte[] into, int at, int most) throws IOException;
    }

    private static final int USUAL_BYTES = 16 * 1024;

    private final Stretches wire;
    private byte[] window = new byte[USUAL_BYTES];
    private int from;
    private int to;
    private boolean begun;

    Incoming(Stretches wire) {
        this.wire = wire;
    }

    /** From now on {@link #hasBegun} is about the answer to the next request. */
    void expectAnswer() {
        begun = false;
    }

    /** Whether any byte of the answer has come. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether all that has come is consumed. Gives back what an odd answer needed. */
    boolean isDone() {
        if (window.length > USUAL_BYTES) {
            window = Arrays.copyOfRange(window, from, Math.max(to, from + USUAL_BYTES));
            to -= from;
            from = 0;
        }
        return from == to;
    }

    /** Takes what is there, without waiting where the wire listens: 0 if nothing came, -1 if the end did. */
    int look() throws IOException {
        makeRoom();
        int read = wire.read(window, to, window.length - to);
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
            fill();
        }
    }

    /** Blocks until so many bytes are there, and consumes them. */
    void read(byte[] into, int at, int length) throws IOException {
        int done = Math.min(length, to - from);
        System.arraycopy(window, from, into, at, done);
        from += done;
        while (done < length) {
            int read = wire.read(into, at + done, length - done);
            if (read < 0) {
                throw hungUp();
            }
            done += read;
        }
    }

    /** Reads what is there, at least a byte; -1 at the end. */
    int readSome(byte[] into, int at, int most) throws IOException {
        if (from == to) {
            return wire.read(into, at, most);
        }
        int length = Math.min(most, to - from);
        read(into, at, length);
        return length;
    }

    private int endOfLine(int start) {
        for (int i = start; i < to; i++) {
            if (window[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void fill() throws IOException {
        if (look() < 0) {
            throw hungUp();
        }
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

    private static EOFException hungUp() {
        return new EOFException("the connection was closed");
    }
}
