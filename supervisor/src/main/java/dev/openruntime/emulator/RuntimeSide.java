package dev.openruntime.emulator;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * The runtime of one life of the environment: its state, its waiting {@code next} calls and the current event. Each
 * call of the Runtime API comes in on a thread of its own; all state is guarded by the monitor.
 *
 * <p><b>A {@code next} whose client disappears</b> is forgotten: it is taken out of the queue, so that it can't swallow
 * an event, and the event goes to the next {@code next}, be that waiting already or yet to come. Had the event just
 * been written to the closed connection, the runtime is Running and its next {@code next} is served the same event
 * again, as any repeated {@code next} is. An environment that has no {@code next} left still counts as ready: nobody
 * can tell a runtime that will ask again from one that won't, and the function's timeout decides. (The official
 * emulator keeps the dead waiter, which then takes the event away.)
 */
final class RuntimeSide {
    private final Monitor monitor;
    private final Queue<Presence> waiting = new ArrayDeque<>();
    private RuntimeState state = RuntimeState.STARTED;
    private Optional<Event> current = Optional.empty();
    private boolean served;
    private boolean restored;
    private PostTimes times = PostTimes.NONE;

    RuntimeSide(Monitor monitor) {
        this.monitor = monitor;
    }

    /** The runtime asks for an event; blocks until there is one. */
    Reply<Event> next(Exchange exchange) throws InterruptedException {
        var client = new Presence(monitor, exchange);
        return monitor.lockedWaiting(() -> {
            Optional<RuntimeState> asked = state.on(RuntimeEvent.NEXT);
            if (asked.isEmpty()) {
                return refused(RuntimeEvent.NEXT);
            }
            state = asked.get();
            if (state == RuntimeState.RUNNING) {
                return new Reply.Granted<>(current.orElseThrow());
            }
            waiting.add(client);
            monitor.waitWhile(() -> client.isThere() && !(undelivered() && waiting.peek() == client));
            waiting.remove(client);
            if (monitor.isOver() || !client.isThere()) {
                return new Reply.Gone<>();
            }
            state = state.on(RuntimeEvent.EVENT_SERVED).orElseThrow();
            served = true;
            return new Reply.Granted<>(current.orElseThrow());
        });
    }

    private boolean undelivered() {
        return current.isPresent() && !served;
    }

    /** The runtime may be kept as a snapshot; blocks until it is restored. */
    Reply<RuntimeState> restoreNext(Exchange exchange) throws InterruptedException {
        var client = new Presence(monitor, exchange);
        return monitor.lockedWaiting(() -> {
            Optional<RuntimeState> asked = state.on(RuntimeEvent.RESTORE_NEXT);
            if (asked.isEmpty()) {
                return refused(RuntimeEvent.RESTORE_NEXT);
            }
            state = asked.get();
            monitor.waitWhile(() -> client.isThere() && !restored);
            if (monitor.isOver() || !client.isThere()) {
                return new Reply.Gone<>();
            }
            state = state.on(RuntimeEvent.RESTORED).orElseThrow();
            return new Reply.Granted<>(state);
        });
    }

    /** The runtime says that it can't go on from its snapshot, which is a fault of the environment. */
    Reply<Fault> restoreError(PlatformError error) {
        return cannotGoOn(RuntimeEvent.RESTORE_ERROR, new Fault.RestoreErrorPosted(error));
    }

    /** The runtime begins to post a response or an error. The id is looked at first, as the platform does. */
    Reply<Event> beginPost(RuntimeEvent kind, String requestId) {
        return monitor.locked(() -> {
            if (!served
                    || current.filter(event -> event.requestId().equals(requestId))
                            .isEmpty()) {
                return new Reply.Refused<>(400, "InvalidRequestID", "Invalid request ID");
            }
            Optional<RuntimeState> next = state.on(kind);
            if (next.isEmpty()) {
                return refused(kind);
            }
            state = next.get();
            times = PostTimes.begunNow();
            return new Reply.Granted<>(current.orElseThrow());
        });
    }

    /**
     * The post that was begun is over. A second {@code next} that waited beside the answered one (legal, if odd) makes
     * the runtime ready at once, for it won't ask a third time.
     */
    void completePost() {
        monitor.locked(() -> {
            state = state.on(RuntimeEvent.POST_COMPLETED).orElseThrow();
            times = times.completedNow();
            if (!waiting.isEmpty()) {
                state = state.on(RuntimeEvent.NEXT).orElseThrow();
            }
            return state;
        });
    }

    /** The runtime says that it can't start, which is a fault of the environment. */
    Reply<Fault> initError(PlatformError error) {
        return monitor.locked(() -> state == RuntimeState.RESTORING
                ? restoreError(error)
                : cannotGoOn(RuntimeEvent.INIT_ERROR, new Fault.InitErrorPosted(error)));
    }

    private Reply<Fault> cannotGoOn(RuntimeEvent how, Fault fault) {
        return monitor.locked(() -> {
            Optional<RuntimeState> next = state.on(how);
            if (next.isEmpty()) {
                return refused(how);
            }
            state = next.get();
            monitor.fail(fault);
            return new Reply.Granted<>(fault);
        });
    }

    private <T> Reply<T> refused(RuntimeEvent event) {
        return new Reply.Refused<>(403, "InvalidStateTransition", state.refusal(event));
    }

    /** When the answer to the present event came. */
    PostTimes postTimes() {
        return monitor.locked(() -> times);
    }

    /** How many {@code next} calls wait. */
    int waitingCalls() {
        return monitor.locked(waiting::size);
    }

    /** Gives it an event; lock held. */
    void offer(Event event) {
        current = Optional.of(event);
        served = false;
        times = PostTimes.NONE;
    }

    /** Forgets the event, whose id is unknown from now on; lock held. */
    void forget() {
        current = Optional.empty();
        served = false;
    }

    /** Whether it waits for an event, having answered the one before; lock held. */
    boolean isIdle() {
        return state == RuntimeState.READY && !undelivered();
    }

    /** Whether its init is over: it waits for an event, or to be restored; lock held. */
    boolean isInitialised() {
        return isIdle() || isKept();
    }

    /** Whether it waits to be restored; lock held. */
    boolean isKept() {
        return state == RuntimeState.RESTORE_READY && !restored;
    }

    /** Restores it; lock held. */
    void restore() {
        restored = true;
    }

    /** Whether it has asked for its first event, after which no extension can register; lock held. */
    boolean hasStarted() {
        return state != RuntimeState.STARTED && state != RuntimeState.INIT_ERROR;
    }
}
