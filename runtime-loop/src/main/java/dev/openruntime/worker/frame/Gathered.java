package dev.openruntime.worker.frame;

import java.util.Arrays;

/**
 * Bytes that arrive in pieces, kept up to a limit and counted beyond it. What comes in one piece, as all that is small
 * does, is copied once.
 */
final class Gathered {

    private static final byte[] NONE = {};
    private static final int ROOM_BYTES = 256;

    private final int most;
    private final String refusal;
    private byte[] bytes;
    private long total;

    private Gathered(int most, String refusal, byte[] room) {
        this.most = most;
        this.refusal = refusal;
        this.bytes = room;
    }

    /** Keeps nothing of what is longer than this, and goes on counting. */
    static Gathered counting(int most) {
        return new Gathered(most, "", NONE);
    }

    /** Refuses what is longer than this, in these words; for what comes in many small pieces. */
    static Gathered refusing(int most, String refusal) {
        return new Gathered(most, refusal, new byte[ROOM_BYTES]);
    }

    void add(byte[] from, int start, int end) throws NotJsonException {
        if (grow(end - start)) {
            System.arraycopy(from, start, bytes, (int) total - (end - start), end - start);
        }
    }

    void add(int one) throws NotJsonException {
        if (grow(1)) {
            bytes[(int) total - 1] = (byte) one;
        }
    }

    /** How many bytes came, kept or not. */
    long total() {
        return total;
    }

    /** Whether more came than are kept; then none is. */
    boolean isTooLong() {
        return total > most;
    }

    /** Begins anew. */
    void clear() {
        total = 0;
    }

    /** All that was kept; valid until more is added. */
    byte[] bytes() {
        return isTooLong() || bytes.length == total ? bytes : Arrays.copyOf(bytes, (int) total);
    }

    /** Makes room, and says whether there is any to be had. */
    private boolean grow(int by) throws NotJsonException {
        total += by;
        if (isTooLong()) {
            if (!refusal.isEmpty()) {
                throw new NotJsonException(refusal);
            }
            bytes = NONE;
            return false;
        }
        if (total > bytes.length) {
            int doubled = bytes.length > most / 2 ? most : bytes.length * 2;
            bytes = Arrays.copyOf(bytes, Math.max((int) total, doubled));
        }
        return true;
    }
}
