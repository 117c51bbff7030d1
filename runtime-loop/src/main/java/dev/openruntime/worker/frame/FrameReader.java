package dev.openruntime.worker.frame;

import dev.openruntime.invocation.Body;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads frames off a stream: {@code u32 header length | u32 body length | header | body}, big-endian, or lines where
 * the stream's first byte is <code>{</code>. Used by one thread.
 *
 * <p>Memory is bounded whatever the other side announces: a header over its limit is refused before it is read, a body
 * over its limit is read and thrown away through the read buffer.
 */
public final class FrameReader {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int PREFIX_BYTES = 8;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int end;
    private boolean first = true;
    private Optional<LineReader> lines = Optional.empty();

    /** Reads from this stream, which stays the caller's to close. */
    public FrameReader(InputStream in) {
        this.in = in;
    }

    /**
     * Blocks for the next frame.
     *
     * @return the frame, or empty where the stream ended between two frames
     * @throws BadFrameException for bytes that are no frame
     * @throws EOFException where the stream ended inside a frame
     * @throws IOException where the stream broke
     */
    public Optional<Frame> read() throws IOException {
        if (lines.isPresent()) {
            return lines.get().read();
        }
        if (available() == 0 && !fill()) {
            return Optional.empty();
        }
        if (first && buffer[start] == '{') {
            LineReader reader = new LineReader(in, buffer, start, end);
            lines = Optional.of(reader);
            return reader.read();
        }
        refuseWhatBeginsNoFrame();
        require(PREFIX_BYTES);
        long headerBytes = unsigned(start);
        long bodyBytes = unsigned(start + 4);
        if (headerBytes == 0 || headerBytes > Frame.MOST_HEADER_BYTES) {
            throw bad("a header of " + headerBytes + " bytes is announced, 1 to " + Frame.MOST_HEADER_BYTES
                    + " are allowed; the stream goes on with ");
        }
        first = false;
        start += PREFIX_BYTES;
        Body header = Body.of(take((int) headerBytes));
        if (bodyBytes > Frame.MOST_BODY_BYTES) {
            discard(bodyBytes);
            return Optional.of(new Frame(header, Body.EMPTY, bodyBytes));
        }
        return Optional.of(new Frame(header, Body.of(take((int) bodyBytes)), bodyBytes));
    }

    /** Whether the stream's frames are lines, which its first byte said; false before that. */
    public boolean speaksLines() {
        return lines.isPresent();
    }

    /** No header is long enough for a first byte but 0. So not even a short print waits for what comes after it. */
    private void refuseWhatBeginsNoFrame() throws BadFrameException {
        if (buffer[start] != 0) {
            throw bad("a frame begins with the byte 0; the stream goes on with ");
        }
    }

    private BadFrameException bad(String why) {
        return BadFrameException.showing("no frame: " + why, buffer, start, available());
    }

    private int available() {
        return end - start;
    }

    private long unsigned(int at) {
        return (buffer[at] & 0xFFL) << 24
                | (buffer[at + 1] & 0xFFL) << 16
                | (buffer[at + 2] & 0xFFL) << 8
                | (buffer[at + 3] & 0xFFL);
    }

    /** Copies out so many bytes: what is buffered first, the rest straight from the stream. */
    private byte[] take(int length) throws IOException {
        byte[] taken = new byte[length];
        int buffered = Math.min(length, available());
        System.arraycopy(buffer, start, taken, 0, buffered);
        start += buffered;
        int read = in.readNBytes(taken, buffered, length - buffered);
        if (read < length - buffered) {
            throw endedInside(length - buffered - read);
        }
        return taken;
    }

    private void discard(long length) throws IOException {
        long left = length;
        while (left > 0) {
            if (available() == 0 && !fill()) {
                throw endedInside(left);
            }
            long step = Math.min(left, available());
            start += (int) step;
            left -= step;
        }
    }

    private void require(int bytes) throws IOException {
        while (available() < bytes) {
            if (!fill()) {
                throw endedInside(bytes - available());
            }
        }
    }

    /** Reads once into the buffer, behind what is still there. */
    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, available());
            end -= start;
            start = 0;
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            return false;
        }
        end += read;
        return true;
    }

    private static EOFException endedInside(long missing) {
        return new EOFException("the stream ended inside a frame, " + missing + " bytes before its end");
    }
}
