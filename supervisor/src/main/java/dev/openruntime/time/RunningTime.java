package dev.openruntime.time;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A clock that stands still while the platform may have frozen the process: from the moment {@code next} is sent until
 * the event arrives. Who sleeps by it isn't woken while it stands. Safe for threads.
 */
public final class RunningTime {

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private long passed; // guarded by lock: what had passed when it last began to stand or to go
    private long since; // guarded by lock
    private boolean stands; // guarded by lock

    /** Goes from now on. */
    public RunningTime() {
        this(System::nanoTime);
    }

    /** @param nanoTime a clock like {@link System#nanoTime} */
    public RunningTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** From now on no time passes. Does nothing if it stands already. */
    public void stand() {
        change(true);
    }

    /** From now on time passes again. Does nothing if it goes already. */
    public void go() {
        change(false);
    }

    /** What has passed, in nanoseconds, from an arbitrary beginning; never goes back. */
    public long nanos() {
        lock.lock();
        try {
            return now();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it stands. */
    public boolean stands() {
        lock.lock();
        try {
            return stands;
        } finally {
            lock.unlock();
        }
    }

    /** Blocks while it stands. */
    public void awaitGoing() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (stands) {
                moved.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Blocks until so much running time has passed. Uses no processor while it stands. */
    public void sleep(Duration duration) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long due = now() + duration.toNanos();
            for (long left = due - now(); left > 0; left = due - now()) {
                if (stands) {
                    moved.await();
                } else {
                    long _ = moved.awaitNanos(left);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private long now() {
        return stands ? passed : passed + (nanoTime.getAsLong() - since);
    }

    private void change(boolean standing) {
        lock.lock();
        try {
            if (stands != standing) {
                passed = now();
                since = nanoTime.getAsLong();
                stands = standing;
                moved.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
