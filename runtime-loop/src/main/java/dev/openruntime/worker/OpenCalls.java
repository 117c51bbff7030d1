package dev.openruntime.worker;

import dev.openruntime.invocation.Deadline;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The calls of one worker that nobody has answered yet: the one place that decides who may answer which call, when the
 * next one may be made, and whether the worker has to go for one. Safe for threads; every method but {@link #open} is
 * one step that never waits.
 *
 * <p>What keeps invocations apart is decided here, each in one step: an answer finds its own call or none; a worker is
 * condemned only for a call that is still open, and takes no call from then on; and while a call is open that may end
 * so, cancelled or overdue, no other call is made.
 */
final class OpenCalls {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Long, Call> open = new HashMap<>();
    private final Set<Long> cancelled = new HashSet<>();
    private int most;
    private int ending;
    private long lastId;
    private Optional<String> latestRequest = Optional.empty();
    private Optional<WorkerFailure> ended = Optional.empty();

    /** The worker is ready, and takes so many calls at a time. None before that. */
    void begin(int concurrency) {
        lock.lock();
        try {
            most = concurrency;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A new call with the next id; waits while there may be none. Empty where that lasts until the deadline, and where
     * the deadline has passed: what is late must not be sent into the time of the next invocation.
     *
     * @throws WorkerFailure as never sent, where the worker has ended or has to go
     */
    Optional<Call> open(Hook hook, Worker worker, Optional<String> requestId, Deadline by)
            throws WorkerFailure, InterruptedException {
        lock.lock();
        try {
            long left = by.remainingNanos();
            while (left > 0) {
                Optional<Call> call = tryOpen(hook, worker, requestId, by::passed);
                if (call.isPresent()) {
                    return call;
                }
                long _ = changed.awaitNanos(left);
                left = by.remainingNanos();
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The same without waiting: empty while the worker has all the calls that it takes, or one that may cost its life.
     *
     * @param overdue whether the call's deadline has passed
     */
    Optional<Call> tryOpen(Hook hook, Worker worker, Optional<String> requestId, BooleanSupplier overdue)
            throws WorkerFailure {
        lock.lock();
        try {
            if (ended.isPresent()) {
                throw ended.get().asUnavailable();
            }
            if (overdue.getAsBoolean() || !hasRoom()) {
                return Optional.empty();
            }
            lastId++;
            latestRequest = requestId;
            Call call = new Call(lastId, hook, worker, requestId, overdue);
            open.put(lastId, call);
            return Optional.of(call);
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is a call that was cancelled, or is about to be: one that its worker may have to go for. */
    private boolean mayHaveToGo() {
        return !cancelled.isEmpty() || open.values().stream().anyMatch(Call::isOverdue);
    }

    /**
     * Takes out the call that is answered by this id: empty for a late, a second or an unknown one. It counts until it
     * is {@link #end ended}.
     */
    Optional<Call> take(long id) {
        lock.lock();
        try {
            boolean _ = cancelled.remove(id);
            Optional<Call> taken = Optional.ofNullable(open.remove(id));
            ending += taken.isPresent() ? 1 : 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a call that was taken out. Who learns of its end may call again at once, and nobody may before it ended. */
    void end(Call call, Call.Reply how) {
        lock.lock();
        try {
            ending--;
            call.end(how);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends this call alone, if it is open. */
    void fail(Call call, WorkerFailure failure) {
        take(call.id()).ifPresent(taken -> end(taken, new Call.Reply.Failed(failure)));
    }

    /** Notes that a call is to be given up; false for one that is over. */
    boolean cancel(Call call) {
        lock.lock();
        try {
            return open.containsKey(call.id()) && cancelled.add(call.id());
        } finally {
            lock.unlock();
        }
    }

    /** Notes that all that are open are to be given up; those that were not before. */
    List<Call> cancelAll() {
        lock.lock();
        try {
            return open.values().stream()
                    .filter(call -> cancelled.add(call.id()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** The worker has to go, if this call is still open; from then on it takes no other. False for one that is over. */
    boolean condemn(Call call, WorkerFailure reason) {
        lock.lock();
        try {
            boolean has = open.containsKey(call.id());
            if (has) {
                refuseMore(reason);
            }
            return has;
        } finally {
            lock.unlock();
        }
    }

    /** Opens no further call. The first reason given stays. */
    void refuseMore(WorkerFailure reason) {
        lock.lock();
        try {
            if (ended.isEmpty()) {
                ended = Optional.of(reason);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all that are open, and every later one, with the reason. The first reason given stays. */
    void endAll(WorkerFailure failure) {
        List<Call> left;
        lock.lock();
        try {
            refuseMore(failure);
            left = List.copyOf(open.values());
            open.clear();
            cancelled.clear();
        } finally {
            lock.unlock();
        }
        left.forEach(call -> call.end(new Call.Reply.Failed(failure)));
    }

    boolean haveEnded() {
        lock.lock();
        try {
            return ended.isPresent();
        } finally {
            lock.unlock();
        }
    }

    Optional<Call> find(long id) {
        lock.lock();
        try {
            return Optional.ofNullable(open.get(id));
        } finally {
            lock.unlock();
        }
    }

    /** Whether no other call is open, so that nothing else lies in the worker's pipe. */
    boolean isAlone(Call call) {
        lock.lock();
        try {
            return open.size() == 1 && open.containsKey(call.id());
        } finally {
            lock.unlock();
        }
    }

    Optional<Call> only() {
        lock.lock();
        try {
            return open.size() == 1 ? open.values().stream().findFirst() : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Of the call opened last among those that are open. */
    Optional<String> requestInFlight() {
        lock.lock();
        try {
            return open.values().stream()
                    .max(Comparator.comparingLong(Call::id))
                    .flatMap(Call::requestId);
        } finally {
            lock.unlock();
        }
    }

    /** Whether one more may be opened without a wait. */
    boolean hasRoom() {
        lock.lock();
        try {
            return open.size() + ending < most && !mayHaveToGo();
        } finally {
            lock.unlock();
        }
    }

    Optional<String> latestRequest() {
        lock.lock();
        try {
            return latestRequest;
        } finally {
            lock.unlock();
        }
    }
}
