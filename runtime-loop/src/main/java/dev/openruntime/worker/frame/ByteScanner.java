package dev.openruntime.worker.frame;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a stream one by one, through a buffer. Those between {@link #gather} and {@link #gathered} are kept as
 * well. Remembers how the current line began, for the error that shows it.
 */
final class ByteScanner {

    /** What {@link #peek} gives at the end of the stream. */
    static final int END = -1;

    private final InputStream in;
    private final byte[] buffer;
    private final Gathered nothing = Gathered.counting(0);
    private final byte[] begun = new byte[BadFrameException.SHOWN_BYTES];
    private int begunLength;
    private int begunTo;
    private int at;
    private int end;
    private Gathered target = nothing;
    private int gatheredTo;

    /** Goes on with what is in the buffer from {@code at} to {@code end}, then with the stream. */
    ByteScanner(InputStream in, byte[] buffer, int at, int end) {
        this.in = in;
        this.buffer = buffer;
        this.at = at;
        this.end = end;
    }

    /** These bytes alone; they aren't changed. */
    static ByteScanner of(byte[] bytes) {
        return new ByteScanner(InputStream.nullInputStream(), bytes, 0, bytes.length);
    }

    /** The next byte, 0 to 255, which stays the next; {@link #END} at the end. */
    int peek() throws IOException {
        return at < end || fill() ? buffer[at] & 0xFF : END;
    }

    /** Takes the next byte, 0 to 255. */
    int next() throws IOException {
        if (at == end && !fill()) {
            throw new EOFException("the stream ended inside a frame");
        }
        return buffer[at++] & 0xFF;
    }

    /** Takes the bytes of this kind that are at hand. A loop without calls: this is where long strings go through. */
    void skip(boolean[] kind) {
        int ahead = at;
        while (ahead < end && kind[buffer[ahead] & 0xFF]) {
            ahead++;
        }
        at = ahead;
    }

    /** The bytes from here on go there, too. */
    void gather(Gathered into) {
        target = into;
        gatheredTo = at;
    }

    /** The bytes from here on go nowhere any more. */
    void gathered() throws NotJsonException {
        Gathered done = target;
        target = nothing;
        done.add(buffer, gatheredTo, at);
    }

    /** A line begins here. */
    void beginLine() {
        begunLength = 0;
        begunTo = at;
    }

    /** An error that shows how the line began. */
    BadFrameException bad(String what) {
        keepBeginning();
        return BadFrameException.showing(what, begun, 0, begunLength);
    }

    private void keepBeginning() {
        int more = Math.min(end - begunTo, begun.length - begunLength);
        System.arraycopy(buffer, begunTo, begun, begunLength, more);
        begunLength += more;
        begunTo = end;
    }

    /** Reads once, into a buffer that has been taken whole. */
    private boolean fill() throws IOException {
        keepBeginning();
        target.add(buffer, gatheredTo, end);
        gatheredTo = 0;
        begunTo = 0;
        at = 0;
        end = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }
}
