package dev.openruntime.supervisor;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.worker.Worker;
import dev.openruntime.worker.WorkerFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The place of one worker child: holds the conversation with its live process while that is ready, and lets those who
 * need it wait while it boots. Safe for threads.
 */
final class WorkerSlot {

    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<Worker> ready = Optional.empty();
    private Optional<Away> away = Optional.empty();

    /** Why there is no worker, and until when there is no hope of one; empty: for good. */
    private record Away(String reason, Optional<Instant> until, List<String> lastLines) {}

    WorkerSlot(String name) {
        this.name = name;
    }

    /** Its process took up its work. */
    void put(Worker worker) {
        change(() -> {
            ready = Optional.of(worker);
            away = Optional.empty();
        });
    }

    /** This very worker takes no calls any more. Those that come later wait for the next one. */
    void withdraw(Worker worker) {
        change(() -> ready = ready.filter(current -> current != worker));
    }

    /** A new process boots. */
    void boots() {
        change(() -> away = Optional.empty());
    }

    /** There is no process, and none before then. */
    void isAway(String reason, Optional<Instant> until, List<String> lastLines) {
        change(() -> away = Optional.of(new Away(reason, until, lastLines)));
    }

    Worker await(Deadline deadline) throws WorkerFailure {
        lock.lock();
        try {
            while (true) {
                ready = ready.filter(worker -> !worker.hasEnded());
                if (ready.isPresent()) {
                    return ready.get();
                }
                long left = deadline.remainingNanos();
                if (left <= 0 || isHopeless(deadline)) {
                    throw unavailable();
                }
                long _ = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("internal error: interrupted while waiting for " + name, e);
        } finally {
            lock.unlock();
        }
    }

    /** The worker that takes calls now, if there is one. */
    Optional<Worker> now() {
        lock.lock();
        try {
            return ready;
        } finally {
            lock.unlock();
        }
    }

    private boolean isHopeless(Deadline deadline) {
        return away.isPresent()
                && (away.get().until().isEmpty() || away.get().until().get().toEpochMilli() >= deadline.epochMillis());
    }

    private WorkerFailure unavailable() {
        String why = away.map(a -> "it " + a.reason()).orElse("it is still booting");
        List<String> lines = away.map(Away::lastLines).orElse(List.of());
        return new WorkerFailure(WorkerFailure.Kind.UNAVAILABLE, "`" + name + "` is not there: " + why, lines);
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
