package dev.openruntime.emulator;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The one lock of a life of the environment, with what can end that life. All that runs under it is short and calls
 * nothing but the state it guards; waiting gives it up.
 */
final class Monitor {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<Fault> fault = Optional.empty();
    private boolean over;

    /** How a wait of the platform thread ended. */
    sealed interface Wait {
        /** What was waited for is there. */
        record Done() implements Wait {}

        /** It will never be. */
        record Failed(Fault fault) implements Wait {}

        /** It isn't in time. */
        record TimedOut() implements Wait {}
    }

    /** Something done under the lock, that may wait. */
    interface Waiting<T> {
        T run() throws InterruptedException;
    }

    /** Does something under the lock; all who wait look again afterwards. */
    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            T result = action.get();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #locked}, for what may call {@link #waitWhile}. */
    <T> T lockedWaiting(Waiting<T> action) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            T result = action.run();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Waits, lock held, while something holds and the environment isn't over. */
    void waitWhile(BooleanSupplier holds) throws InterruptedException {
        changed.signalAll(); // what brought us here may be what others wait for
        while (!over && holds.getAsBoolean()) {
            changed.await();
        }
    }

    /** Waits, lock held, for something, a fault, or the deadline; a fault wins. */
    Wait await(Deadline deadline, BooleanSupplier wish) throws InterruptedException {
        long left = deadline.remaining().toNanos();
        while (fault.isEmpty() && !wish.getAsBoolean()) {
            if (left <= 0) {
                return new Wait.TimedOut();
            }
            left = changed.awaitNanos(left);
        }
        return fault.<Wait>map(Wait.Failed::new).orElseGet(Wait.Done::new);
    }

    /** Ends the wait of the platform thread, now or when it begins; only the first fault counts. */
    void fail(Fault why) {
        lock.lock();
        try {
            fault = fault.or(() -> Optional.of(why));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Optional<Fault> fault() {
        return locked(() -> fault);
    }

    /** Lets every waiting request go without an answer. */
    void end() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether waiting is of no use any more; lock held. */
    boolean isOver() {
        return over;
    }
}
