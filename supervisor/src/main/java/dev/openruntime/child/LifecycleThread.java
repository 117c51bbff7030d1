package dev.openruntime.child;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The one thread, {@code children}, that sees all children through their lives. It sleeps until it is given something
 * to do or a timer of wall time is due. An internal error ends it through its uncaught exception handler.
 */
final class LifecycleThread {

    /** Something for it to do. */
    interface Errand {
        void run(Lifecycle lifecycle);
    }

    private final LinkedBlockingQueue<Errand> errands = new LinkedBlockingQueue<>();
    private final Lifecycle lifecycle;

    /** Held while children are spawned on a caller's thread and while the thread is started, so they exclude. */
    private final ReentrantLock starting = new ReentrantLock();

    private Optional<Thread> thread = Optional.empty(); // guarded by starting
    private boolean leaving; // of the thread alone

    /** @param lifecycle made with where it posts its events */
    LifecycleThread(Function<BiConsumer<String, ChildEvent>, Lifecycle> lifecycle) {
        this.lifecycle = lifecycle.apply((child, event) -> errands.add(life -> life.handle(child, event)));
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }

    void add(Errand errand) {
        errands.add(errand);
    }

    /** Does it on the caller's thread, unless this one runs already. */
    void runBefore(Errand errand) {
        starting.lock();
        try {
            if (thread.isEmpty()) {
                errand.run(lifecycle);
            }
        } finally {
            starting.unlock();
        }
    }

    /** Starts it with something to do, unless it runs already. */
    void start(ChildListener listener, Errand first) {
        starting.lock();
        try {
            if (thread.isEmpty()) {
                errands.add(first);
                Thread _ = start(Optional.of(listener));
            }
        } finally {
            starting.unlock();
        }
    }

    /** Starts it unless it runs already. */
    Thread ensureRunning() {
        starting.lock();
        try {
            return thread.orElseGet(() -> start(Optional.empty()));
        } finally {
            starting.unlock();
        }
    }

    /** Ends it when all that was given to it is done. */
    void end(Duration within) throws InterruptedException {
        errands.add(life -> leaving = true);
        boolean _ = ensureRunning().join(Duration.ofMillis(1).plus(within));
    }

    private Thread start(Optional<ChildListener> listener) {
        Thread started = new Thread(() -> serve(listener), "children");
        started.setDaemon(true);
        thread = Optional.of(started);
        started.start();
        return started;
    }

    private void serve(Optional<ChildListener> listener) {
        try {
            while (!leaving) {
                listener.ifPresent(lifecycle::tell);
                Optional<Errand> errand = nextErrand();
                lifecycle.forgiveHealthy();
                errand.ifPresent(present -> present.run(lifecycle));
                lifecycle.fireDue();
            }
            listener.ifPresent(lifecycle::tell);
        } catch (InterruptedException e) {
            throw new IllegalStateException("internal error: the lifecycle thread was interrupted", e);
        }
    }

    /** The next errand, or nothing if a timer is due before it comes. */
    private Optional<Errand> nextErrand() throws InterruptedException {
        Optional<Instant> due = lifecycle.alarms().nextDue();
        if (due.isEmpty()) {
            return Optional.of(errands.take());
        }
        Duration left = Duration.between(lifecycle.now(), due.get());
        return Optional.ofNullable(errands.poll(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS));
    }
}
