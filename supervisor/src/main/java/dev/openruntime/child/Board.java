package dev.openruntime.child;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Where all children stand, for every thread to read and to wait on. Only the lifecycle thread changes it. Under its
 * lock nothing is called but the conditions that are waited for, which only read.
 */
final class Board {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, ChildStatus> statuses = new ConcurrentHashMap<>();
    private final Map<String, Integer> doomed = new ConcurrentHashMap<>();

    void publish(ChildStatus status) {
        lock.lock();
        try {
            statuses.put(status.spec().name(), status);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    ChildStatus status(String name) {
        ChildStatus status = statuses.get(name);
        if (status == null) {
            throw new IllegalArgumentException("internal error: no child is called `" + name + "`");
        }
        return status;
    }

    /** From now on this spawn and those before it count as not ready, whatever the lifecycle thread hasn't seen yet. */
    void doom(String name, int spawn) {
        doomed.merge(name, spawn, Math::max);
    }

    /** Whether it is ready, or has done its work, in a spawn later than {@code after}. */
    boolean isReady(String name, int after) {
        ChildStatus status = status(name);
        ChildState.Kind kind = status.state().kind();
        boolean ready = kind == ChildState.Kind.READY
                || (kind == ChildState.Kind.COMPLETED && status.spec().isOneShot());
        return ready && status.spawn() > Math.max(after, doomed.getOrDefault(name, 0));
    }

    /**
     * Whether it is over with it unless it is asked to start again. One that never started isn't over: it may be about
     * to.
     */
    boolean isOver(String name) {
        return switch (status(name).state().kind()) {
            case STOPPED, FAILED, COMPLETED -> true;
            case IDLE, WAITING, SPAWNING, STARTING, READY, UNREADY, BACKOFF -> false;
            case DYING, REPLACING, STOPPING, KILLING -> false;
        };
    }

    /** Waits until the condition holds; looks at it again whenever a child's state changes. */
    boolean await(BooleanSupplier condition, Duration within) throws InterruptedException {
        if (condition.getAsBoolean()) {
            return true;
        }
        long left = within.toNanos();
        lock.lockInterruptibly();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
