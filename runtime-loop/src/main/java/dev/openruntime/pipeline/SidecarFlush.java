package dev.openruntime.pipeline;

import dev.openruntime.invocation.Deadline;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Flushes one sidecar, on a thread of its own or on the caller's. */
final class SidecarFlush {

    private final Flusher flusher;
    private final FlushTimer timer;
    private final FlushThread thread;

    SidecarFlush(Flusher flusher, LongSupplier runningTime) {
        this.flusher = flusher;
        this.timer = new FlushTimer(flusher.terms().when(), runningTime);
        this.thread = new FlushThread(flusher);
    }

    boolean isDue() {
        return timer.isDue();
    }

    /** Whether it may be flushed on the caller's thread. */
    boolean keepsTime() {
        return flusher.keepsTime();
    }

    /**
     * Begins on a thread of its own.
     *
     * @param here instead, on the thread that waits for it, and not before it does
     */
    PendingFlush begin(FlushRound round, boolean here) {
        return new PendingFlush(flusher.name(), flush(round, here));
    }

    private Supplier<FlushEnd> flush(FlushRound round, boolean here) {
        if (!flusher.isReady()) {
            FlushEnd nobody = FlushEnd.unavailable();
            return () -> nobody;
        }
        if (thread.isStuck()) {
            FlushEnd stuck = FlushEnd.trouble("busy", "an earlier flush has not returned yet");
            return () -> stuck;
        }
        timer.begins();
        Deadline by = round.deadline(flusher.terms());
        if (here) {
            return () -> FlushThread.flush(flusher, by);
        }
        thread.begin(by);
        return thread::await;
    }
}
