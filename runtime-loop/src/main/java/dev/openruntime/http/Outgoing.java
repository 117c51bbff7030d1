package dev.openruntime.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Writes to a connection that blocks, through one buffer: what fits into that is one system call. One thread at a time.
 */
public final class Outgoing {

    private final WritableByteChannel connection;
    private final ByteBuffer buffer;

    /** @param bufferBytes what is written by one system call at most */
    public Outgoing(WritableByteChannel connection, int bufferBytes) {
        this.connection = connection;
        this.buffer = ByteBuffer.allocateDirect(bufferBytes);
    }

    /** All of them. */
    public Outgoing put(byte[] bytes) throws IOException {
        return put(bytes, bytes.length);
    }

    /** Puts the first of these bytes into the buffer, and sends it each time it is full. */
    public Outgoing put(byte[] bytes, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int step = Math.min(buffer.remaining(), length - done);
            buffer.put(bytes, done, step);
            done += step;
        }
        return this;
    }

    /** Sends what is in the buffer. */
    public void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            int _ = connection.write(buffer);
        }
        buffer.clear();
    }
}
