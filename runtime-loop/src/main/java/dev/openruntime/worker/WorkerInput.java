package dev.openruntime.worker;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.worker.frame.FrameWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A worker's standard input. Safe for threads: frames are written one after the other.
 *
 * <p>A write into a pipe that nobody reads blocks for good, and so does closing it. So every write that might not fit
 * the pipe is guarded: at its deadline somebody has to kill the process, which ends the write with an error. Nothing
 * else ever touches the stream from outside.
 */
final class WorkerInput {

    /** What an empty pipe takes without blocking, whatever the system's limits: one page. */
    private static final int SURE_TO_FIT_BYTES = 4096;

    private final OutputStream out;
    private final FrameWriter writer;
    private final Runnable whenStuck;
    private final ReentrantLock writing = new ReentrantLock();
    private boolean begun;

    /** @param whenStuck run where a write isn't done by its deadline; kills the process, and must not block */
    WorkerInput(OutputStream out, Runnable whenStuck) {
        this.out = out;
        this.writer = new FrameWriter(out);
        this.whenStuck = whenStuck;
    }

    /** Whether a frame can't block where the pipe is empty, which spares it the guard. */
    boolean isSureToFit(byte[] header, Body body) {
        return writer.mostBytes(header, body) <= SURE_TO_FIT_BYTES;
    }

    /** The worker is ready and has chosen its framing: from now on frames are sent. */
    void begin(boolean inLines) {
        writing.lock();
        try {
            begun = true;
            if (inLines) {
                writer.speakLines();
            }
        } finally {
            writing.unlock();
        }
    }

    /**
     * Sends a frame that is sure to fit, since nothing else lies in the pipe.
     *
     * @return false, and nothing is sent, where another frame is being written at the moment
     */
    boolean sendNow(byte[] header, Body body) throws IOException {
        if (!writing.tryLock()) {
            return false;
        }
        try {
            send(header, body);
            return true;
        } finally {
            writing.unlock();
        }
    }

    /**
     * Sends a frame without a body, unless it has become pointless by the time that it is its turn. May block for as
     * long as the process lives and doesn't read: whoever sends the next frame has a deadline.
     */
    void sendUnless(BooleanSupplier pointless, byte[] header) throws IOException {
        locked(() -> {
            if (!pointless.getAsBoolean()) {
                send(header, Body.EMPTY);
            }
        });
    }

    /** Sends a frame, by the deadline or not at all. */
    void sendBy(Deadline deadline, byte[] header, Body body) throws IOException {
        guarded(deadline, () -> locked(() -> send(header, body)));
    }

    /**
     * Sends a frame and then the end of the stream, by the deadline or not at all. A worker that isn't ready yet may
     * speak lines as well as frames with lengths, so it sees the end only.
     */
    void sendLast(Deadline deadline, byte[] header) throws IOException {
        guarded(
                deadline,
                () -> locked(() -> {
                    if (begun) {
                        writer.write(header, Body.EMPTY);
                    }
                    out.close();
                }));
    }

    /** Something that may block for good. */
    private interface Write {

        void run() throws IOException;
    }

    private void guarded(Deadline deadline, Write write) throws IOException {
        AtomicBoolean settled = new AtomicBoolean(); // one of the two, at whatever moment the deadline comes
        Future<?> guard = Watch.at(deadline, () -> {
            if (settled.compareAndSet(false, true)) {
                whenStuck.run();
            }
        });
        boolean inTime;
        try {
            write.run();
        } finally {
            guard.cancel(/* mayInterruptIfRunning= */ false);
            inTime = settled.compareAndSet(false, true);
        }
        if (!inTime) {
            throw new IOException("it was written too late");
        }
    }

    private void send(byte[] header, Body body) throws IOException {
        writer.write(header, body);
        out.flush();
    }

    private void locked(Write write) throws IOException {
        writing.lock();
        try {
            write.run();
        } finally {
            writing.unlock();
        }
    }
}
