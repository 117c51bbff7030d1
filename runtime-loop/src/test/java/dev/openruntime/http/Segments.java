package dev.openruntime.http;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/** A network that hands bytes out in segments of these lengths, over and over, and then hangs up. */
public final class Segments implements ReadableByteChannel {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final byte[] bytes;
    private final int[] lengths;
    private int at;
    private int turn;

    private Segments(byte[] bytes, int[] lengths) {
        this.bytes = bytes;
        this.lengths = Arrays.stream(lengths).map(length -> Math.max(length, 1)).toArray();
    }

    /** What comes in of these bytes. */
    public static Incoming of(byte[] bytes, int... lengths) {
        return new Incoming(new Segments(bytes, lengths), BUFFER_BYTES);
    }

    @Override
    public int read(ByteBuffer into) {
        int length = Math.min(Math.min(into.remaining(), bytes.length - at), lengths[turn++ % lengths.length]);
        into.put(bytes, at, length);
        at += length;
        return length == 0 ? -1 : length;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
