package dev.openruntime.it.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How much time this machine took away while something was measured: a thread that only wants to be woken each
 * millisecond adds up how late it was. What others took from it they took from everybody, so a limit of time can be
 * asserted on a busy machine, too: it may be passed by no more than that.
 */
public final class Lateness implements AutoCloseable {

    private static final long NAP_NANOS = 1_000_000;

    /** What waking up takes on an idle machine. */
    private static final long USUAL_NANOS = 500_000;

    private final Thread thread;
    private volatile boolean over;
    private long lost; // read when the thread has ended

    private Lateness() {
        thread = Thread.ofPlatform().daemon().name("lateness").unstarted(this::measure);
    }

    /** Begins to measure. */
    public static Lateness begin() {
        Lateness lateness = new Lateness();
        lateness.thread.start();
        return lateness;
    }

    /** Ends it; what was lost since the beginning. */
    public Duration end() {
        close();
        return Duration.ofNanos(lost);
    }

    private void measure() {
        while (!over) {
            long begun = System.nanoTime();
            LockSupport.parkNanos(NAP_NANOS);
            lost += Math.max(0, System.nanoTime() - begun - NAP_NANOS - USUAL_NANOS);
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
