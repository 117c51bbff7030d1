package dev.openruntime.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/**
 * Writes to a connection that blocks, through one buffer: what fits into that is one system call. One thread at a time.
 */
public final class Outgoing {

    private static final int USUAL_BYTES = 4 * 1024;

    private final WritableByteChannel connection;
    private final int mostAtOnce;
    private byte[] buffer = new byte[USUAL_BYTES];
    private int filled;

    /** @param bufferBytes what is written by one system call at most; so large the buffer is once that much was put */
    public Outgoing(WritableByteChannel connection, int bufferBytes) {
        this.connection = connection;
        this.mostAtOnce = bufferBytes;
    }

    /** All of them. */
    public Outgoing put(byte[] bytes) throws IOException {
        return put(bytes, bytes.length);
    }

    /** Puts the first of these bytes into the buffer, and sends it each time it is full. */
    public Outgoing put(byte[] bytes, int length) throws IOException {
        makeRoom(length);
        int done = 0;
        while (done < length) {
            if (filled == buffer.length) {
                flush();
            }
            int step = Math.min(buffer.length - filled, length - done);
            System.arraycopy(bytes, done, buffer, filled, step);
            filled += step;
            done += step;
        }
        return this;
    }

    private void makeRoom(int more) {
        int wanted = Math.min(mostAtOnce, filled + Math.min(more, mostAtOnce));
        if (wanted > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(mostAtOnce, Math.max(wanted, buffer.length * 2)));
        }
    }

    /** Sends what is in the buffer. */
    public void flush() throws IOException {
        ByteBuffer left = ByteBuffer.wrap(buffer, 0, filled);
        while (left.hasRemaining()) {
            int _ = connection.write(left);
        }
        filled = 0;
    }
}
