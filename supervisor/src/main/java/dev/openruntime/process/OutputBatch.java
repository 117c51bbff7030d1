package dev.openruntime.process;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Records of the log as bytes, some at once, on their way from who reads or speaks to who writes. One thread a time.
 */
public final class OutputBatch {

    /** From here on a batch is handed over, so that others get their turn. */
    public static final int FULL_BYTES = 16 * 1024;

    private byte[] bytes;
    private int size;
    private int lines;

    /** @param capacity in bytes, to begin with */
    public OutputBatch(int capacity) {
        bytes = new byte[capacity];
    }

    /** The bytes, from 0 to {@link #size()}; not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes there are. */
    public int size() {
        return size;
    }

    /** How many records there are. */
    public int lines() {
        return lines;
    }

    /** What was added since the last such call is one record. */
    public void endLine() {
        lines++;
    }

    /** Adds a byte. */
    public void add(int b) {
        ensure(1);
        bytes[size] = (byte) b;
        size++;
    }

    /** Adds the bytes from one index up to, and without, another. */
    public void add(byte[] more, int from, int to) {
        ensure(to - from);
        System.arraycopy(more, from, bytes, size, to - from);
        size += to - from;
    }

    /** Adds all of these bytes. */
    public void add(byte[] more) {
        add(more, 0, more.length);
    }

    /** Adds text as UTF-8. */
    public void add(String text) {
        add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds so many zero bytes, to be set later. */
    public void addZeros(int count) {
        ensure(count);
        Arrays.fill(bytes, size, size + count, (byte) 0);
        size += count;
    }

    /** Sets eight bytes, big-endian. */
    public void setLong(int index, long value) {
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[index + i] = (byte) (value >>> (Long.SIZE - Byte.SIZE * (i + 1)));
        }
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
