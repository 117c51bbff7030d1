package dev.openruntime.worker;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls of one worker that nobody has answered yet. Safe for threads. */
final class OpenCalls {

    private final Object lock = new Object();
    private final Map<Long, Call> open = new HashMap<>();
    private final Runnable onSlotFree;
    private long lastId;
    private Optional<String> latestRequest = Optional.empty();
    private Optional<WorkerFailure> ended = Optional.empty();

    /** @param onSlotFree told once for every call that ends */
    OpenCalls(Runnable onSlotFree) {
        this.onSlotFree = onSlotFree;
    }

    /** A new call with the next id; refused, as never sent, once the worker has ended. */
    Call open(Hook hook, Worker worker, Optional<String> requestId) throws WorkerFailure {
        synchronized (lock) {
            if (ended.isPresent()) {
                onSlotFree.run();
                throw ended.get().asUnavailable();
            }
            lastId++;
            latestRequest = requestId;
            Call call = new Call(lastId, hook, worker, requestId);
            open.put(lastId, call);
            return call;
        }
    }

    /** Takes out the call that is answered by this id: empty for a late, a second or an unknown one. */
    Optional<Call> take(long id) {
        synchronized (lock) {
            return Optional.ofNullable(open.remove(id));
        }
    }

    /** Ends a call that was taken out. Who learns of its end may call again at once: there is a slot by then. */
    void end(Call call, Call.Reply how) {
        onSlotFree.run();
        call.end(how);
    }

    /** Ends this call alone, if it is open. */
    void fail(Call call, WorkerFailure failure) {
        take(call.id()).ifPresent(taken -> end(taken, new Call.Reply.Failed(failure)));
    }

    /** Opens no further call. The first reason given stays. */
    void refuseMore(WorkerFailure reason) {
        synchronized (lock) {
            if (ended.isEmpty()) {
                ended = Optional.of(reason);
            }
        }
    }

    /** Ends all that are open, and every later one, with the reason. The first reason given stays. */
    void endAll(WorkerFailure failure) {
        List<Call> left;
        refuseMore(failure);
        synchronized (lock) {
            left = List.copyOf(open.values());
            open.clear();
        }
        left.forEach(call -> end(call, new Call.Reply.Failed(failure)));
    }

    boolean haveEnded() {
        synchronized (lock) {
            return ended.isPresent();
        }
    }

    Optional<Call> find(long id) {
        synchronized (lock) {
            return Optional.ofNullable(open.get(id));
        }
    }

    /** Whether no other call is open, so that nothing else lies in the worker's pipe. */
    boolean isAlone(Call call) {
        synchronized (lock) {
            return open.size() == 1 && open.containsKey(call.id());
        }
    }

    Optional<Call> only() {
        synchronized (lock) {
            return open.size() == 1 ? open.values().stream().findFirst() : Optional.empty();
        }
    }

    /** Of the call opened last among those that are open. */
    Optional<String> requestInFlight() {
        synchronized (lock) {
            return open.values().stream()
                    .max(Comparator.comparingLong(Call::id))
                    .flatMap(Call::requestId);
        }
    }

    Optional<String> latestRequest() {
        synchronized (lock) {
            return latestRequest;
        }
    }
}
