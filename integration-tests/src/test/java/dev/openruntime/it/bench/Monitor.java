package dev.openruntime.it.bench;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** State that one thread changes and another waits for. */
final class Monitor {

    /** How long after the end of the program its last words may still arrive. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean inVain;

    /** Whether nothing will change any more but what is on its way: whoever waits gives up soon. */
    void isInVain(boolean vain) {
        change(() -> inVain = vain);
    }

    void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    <T> T locked(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }

    void awaitForever(BooleanSupplier condition) {
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    void await(Duration patience, String what, BooleanSupplier condition) {
        boolean _ = await(patience, what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    <T> T await(Duration patience, String what, Supplier<Optional<T>> condition) {
        lock.lock();
        try {
            long left = patience.toNanos();
            for (Optional<T> value = condition.get(); ; value = condition.get()) {
                if (value.isPresent()) {
                    return value.get();
                }
                if (left <= 0) {
                    throw new AssertionError("waited in vain for " + what + (inVain ? ": the program has ended" : ""));
                }
                left = changed.awaitNanos(inVain ? Math.min(left, SETTLING.toNanos()) : left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, e);
        } finally {
            lock.unlock();
        }
    }
}
