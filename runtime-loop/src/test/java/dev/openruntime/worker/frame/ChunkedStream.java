package dev.openruntime.worker.frame;

import java.io.InputStream;
import java.util.List;

/** Returns at most so many bytes a read as the sizes say, over and over: a stream split anywhere. */
final class ChunkedStream extends InputStream {

    private final byte[] bytes;
    private final List<Integer> sizes;
    private int at;
    private int reads;

    ChunkedStream(byte[] bytes, List<Integer> sizes) {
        this.bytes = bytes;
        this.sizes = sizes;
    }

    @Override
    public int read() {
        return at == bytes.length ? -1 : bytes[at++] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int most) {
        if (at == bytes.length) {
            return -1;
        }
        int size = sizes.isEmpty() ? most : sizes.get(reads++ % sizes.size());
        int length = Math.min(Math.min(most, size), bytes.length - at);
        System.arraycopy(bytes, at, into, from, length);
        at += length;
        return length;
    }
}
