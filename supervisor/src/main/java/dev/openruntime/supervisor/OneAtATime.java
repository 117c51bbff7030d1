package dev.openruntime.supervisor;

import dev.openruntime.sidecar.Health;
import dev.openruntime.sidecar.Sidecar;
import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.SidecarException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A built-in sidecar that is not flushed while it is stopped: flushes and the course of its life come from different
 * threads. A stop interrupts the flush that is in its way; one that doesn't answer that is overtaken when half of the
 * stop's time is over, since ports have to be closed all the same.
 */
final class OneAtATime implements Sidecar {

    private final Sidecar sidecar;
    private final ReentrantLock turn = new ReentrantLock();
    private final Object lock = new Object();
    private Optional<Thread> flushing = Optional.empty(); // guarded by lock

    OneAtATime(Sidecar sidecar) {
        this.sidecar = sidecar;
    }

    @Override
    public Map<String, String> environment() {
        return sidecar.environment();
    }

    @Override
    public void start(SidecarContext context) throws SidecarException, InterruptedException {
        sidecar.start(context);
    }

    @Override
    public Health health() {
        return sidecar.health();
    }

    @Override
    public void flush(Duration within) throws SidecarException, InterruptedException {
        if (!turn.tryLock()) {
            throw new SidecarException("it is being stopped");
        }
        try {
            isFlushing(Optional.of(Thread.currentThread()));
            sidecar.flush(within);
        } finally {
            isFlushing(Optional.empty());
            turn.unlock();
        }
    }

    @Override
    public void stop(Duration within) throws InterruptedException {
        synchronized (lock) {
            flushing.ifPresent(Thread::interrupt);
        }
        boolean free = turn.tryLock(within.dividedBy(2).toNanos(), TimeUnit.NANOSECONDS);
        try {
            sidecar.stop(free ? within : within.dividedBy(2));
        } finally {
            if (free) {
                turn.unlock();
            }
        }
    }

    private void isFlushing(Optional<Thread> who) {
        synchronized (lock) {
            flushing = who;
        }
    }
}
