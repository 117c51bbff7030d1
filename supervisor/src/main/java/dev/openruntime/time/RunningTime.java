package dev.openruntime.time;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A clock that stands still while the platform may have frozen the process: from the moment {@code next} is sent until
 * the event arrives. Who sleeps by it sets no timer while it stands; one that ran when it came to stand may still go
 * off, once, and is heard of by nobody. To stand and to go cost the caller two turns of a lock. Safe for threads.
 */
public final class RunningTime {

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition gone = lock.newCondition(); // who waits for it to go
    private final Condition elapsed = lock.newCondition(); // who waits for it to pass; needs no word of stops and goes
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
                gone.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Blocks until so much running time has passed. Uses no processor while it stands. */
    public void sleep(Duration duration) throws InterruptedException {
        new Sleeper().sleepUntil(nanos() + duration.toNanos());
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
                if (!standing) {
                    gone.signalAll();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sleeps by this time and can be woken early. Used by one thread; {@link #wake} is for any other. */
    public final class Sleeper {

        private boolean woken; // guarded by lock

        /**
         * Blocks until a moment is reached and time goes, or until it is woken, even if that was before the call.
         *
         * @param nanos as {@link RunningTime#nanos} tells it; {@link Long#MAX_VALUE} for never
         */
        public void sleepUntil(long nanos) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (!woken && (stands || now() < nanos)) {
                    if (stands) {
                        gone.await();
                    } else {
                        long _ = elapsed.awaitNanos(nanos - now());
                    }
                }
                woken = false;
            } finally {
                lock.unlock();
            }
        }

        /** Ends the sleep under way, or else the next, whether time stands or goes. */
        public void wake() {
            lock.lock();
            try {
                woken = true;
                gone.signalAll();
                elapsed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
