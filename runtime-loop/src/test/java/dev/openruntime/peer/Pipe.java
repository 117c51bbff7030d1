package dev.openruntime.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A pipe with the manners of the system's: a full one blocks its writer, an empty one its reader, the end of one side
 * is told to the other. Any thread may use either side, unlike with {@link java.io.PipedInputStream}.
 */
public final class Pipe {

    private static final int CAPACITY = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] ring = new byte[CAPACITY];
    private int start;
    private int filled;
    private boolean writerGone;
    private boolean readerGone;

    /** The end to read from. */
    public InputStream in() {
        return new In();
    }

    /** The end to write to. */
    public OutputStream out() {
        return new Out();
    }

    /** Both processes' ends are closed, as by a kill: what is inside can still be read. */
    public void abandon() {
        lock.lock();
        try {
            writerGone = true;
            readerGone = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class In extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            lock.lock();
            try {
                while (filled == 0 && !writerGone) {
                    changed.awaitUninterruptibly();
                }
                if (filled == 0) {
                    return -1;
                }
                int length = Math.min(Math.min(most, filled), CAPACITY - start);
                System.arraycopy(ring, start, into, from, length);
                start = (start + length) % CAPACITY;
                filled -= length;
                changed.signalAll();
                return length;
            } finally {
                lock.unlock();
            }
        }
    }

    private final class Out extends OutputStream {

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            lock.lock();
            try {
                int at = from;
                while (at < from + length) {
                    while (filled == CAPACITY && !readerGone && !writerGone) {
                        changed.awaitUninterruptibly();
                    }
                    if (readerGone || writerGone) {
                        throw new IOException("Broken pipe");
                    }
                    int end = (start + filled) % CAPACITY;
                    int step = Math.min(Math.min(from + length - at, CAPACITY - filled), CAPACITY - end);
                    System.arraycopy(bytes, at, ring, end, step);
                    at += step;
                    filled += step;
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                writerGone = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
