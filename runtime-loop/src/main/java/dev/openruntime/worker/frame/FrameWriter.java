package dev.openruntime.worker.frame;

import dev.openruntime.invocation.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes frames to a stream. A frame that fits the buffer is one write, so a small frame costs one system call; a
 * longer one goes in chunks of the buffer's size, which measured fastest for pipes. Not safe for threads: the worker's
 * lock orders them.
 */
public final class FrameWriter {

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int PREFIX_BYTES = 8;

    private final OutputStream out;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private Optional<LineWriter> lines = Optional.empty();

    /** Writes to this stream, which must not buffer and stays the caller's to close. */
    public FrameWriter(OutputStream out) {
        this.out = out;
    }

    /** From the next frame on, writes lines. */
    public void speakLines() {
        lines = Optional.of(new LineWriter(out, chunk));
    }

    /** The bytes that a frame with this header and body takes at most. */
    public int mostBytes(byte[] header, Body body) {
        return lines.isPresent() ? LineWriter.mostBytes(header, body) : size(header, body);
    }

    /** The header as the protocol wants it. */
    public static byte[] header(CharSequence json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Blocks until all is written.
     *
     * @param header a JSON object with a member at least, without line ends
     * @throws IOException where the stream broke; what was written until then is undefined
     */
    public void write(byte[] header, Body body) throws IOException {
        if (header.length > Frame.MOST_HEADER_BYTES) {
            throw new IOException("cannot write a header of " + header.length + " bytes: at most "
                    + Frame.MOST_HEADER_BYTES + " are allowed");
        }
        if (lines.isPresent()) {
            lines.get().write(header, body);
            return;
        }
        putInt(0, header.length);
        putInt(4, body.length());
        if (size(header, body) <= CHUNK_BYTES) {
            System.arraycopy(header, 0, chunk, PREFIX_BYTES, header.length);
            System.arraycopy(body.bytes(), 0, chunk, PREFIX_BYTES + header.length, body.length());
            out.write(chunk, 0, size(header, body));
            return;
        }
        int headed = Math.min(header.length, CHUNK_BYTES - PREFIX_BYTES);
        System.arraycopy(header, 0, chunk, PREFIX_BYTES, headed);
        out.write(chunk, 0, PREFIX_BYTES + headed);
        writeInChunks(header, headed);
        writeInChunks(body.bytes(), 0);
    }

    private static int size(byte[] header, Body body) {
        return PREFIX_BYTES + header.length + body.length();
    }

    private void writeInChunks(byte[] bytes, int from) throws IOException {
        for (int at = from; at < bytes.length; at += CHUNK_BYTES) {
            out.write(bytes, at, Math.min(CHUNK_BYTES, bytes.length - at));
        }
    }

    private void putInt(int at, int value) {
        chunk[at] = (byte) (value >>> 24);
        chunk[at + 1] = (byte) (value >>> 16);
        chunk[at + 2] = (byte) (value >>> 8);
        chunk[at + 3] = (byte) value;
    }
}
