package dev.openruntime.handler;

import dev.openruntime.invocation.Deadline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one event at a time that a process has: its state, its waiting {@code next} calls, the event that it works on.
 * Safe for threads; every method but {@link #awaitAsked} is one step that never waits, and what is to be said is said
 * by the caller, outside of the lock.
 *
 * <p>An event that was handed out stays until it is answered: whoever asks again, over whatever connection, gets it
 * again. A {@code next} whose client has gone is forgotten, so that it swallows no event.
 */
final class Slot {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Who asked last is served first: one that asked before may have gone, and come back as that. */
    private final Deque<Client> waiting = new ArrayDeque<>();

    private RuntimeState state = RuntimeState.STARTED;
    private Optional<Event> pending = Optional.empty();
    private Optional<Event> current = Optional.empty();
    private Optional<Client> untilRestored = Optional.empty();
    private boolean restored;
    private boolean isReady;
    private boolean ended;

    Slot(Snapshots snapshots) {
        this.restored = snapshots == Snapshots.BEHIND;
    }

    /**
     * What came of a {@code next}, or of a {@code restore/next}.
     *
     * @param now what it is answered with; empty where it waits
     * @param first whether the process is ready by it
     */
    record Asked(Optional<HttpReply> now, boolean first) {}

    /** What came of the beginning of a post. */
    sealed interface Begun {

        /** The body may come. */
        record Granted(Event event) implements Begun {}

        /** Whatever the body is. */
        record Refused(HttpReply reply) implements Begun {}
    }

    Asked next(Client client) {
        lock.lock();
        try {
            if (state == RuntimeState.RUNNING) {
                return new Asked(current.map(Event::served), false);
            }
            if (state == RuntimeState.STREAMED_RESPONSE) {
                waiting.push(client);
                return new Asked(Optional.empty(), false);
            }
            if (!state.allows(RuntimeState.READY)) {
                return new Asked(Optional.of(HttpReply.refused(state, RuntimeState.READY)), false);
            }
            boolean first = isReadyFirst();
            state = RuntimeState.READY;
            current = Optional.empty();
            changed.signalAll();
            if (pending.isPresent()) {
                return new Asked(Optional.of(serve().served()), first);
            }
            waiting.push(client);
            return new Asked(Optional.empty(), first);
        } finally {
            lock.unlock();
        }
    }

    /** The process may be kept as a snapshot; it waits until it is restored. */
    Asked restoreNext(Client client) {
        lock.lock();
        try {
            if (!state.allows(RuntimeState.RESTORE_READY)) {
                return new Asked(Optional.of(HttpReply.refused(state, RuntimeState.RESTORE_READY)), false);
            }
            if (restored) {
                state = RuntimeState.RESTORING;
                return new Asked(Optional.of(HttpReply.restored()), false);
            }
            state = RuntimeState.RESTORE_READY;
            untilRestored = Optional.of(client);
            return new Asked(Optional.empty(), isReadyFirst());
        } finally {
            lock.unlock();
        }
    }

    private boolean isReadyFirst() {
        boolean first = !isReady;
        isReady = true;
        return first;
    }

    /** The process was restored; who waits for that. */
    Optional<Client> restored() {
        lock.lock();
        try {
            restored = true;
            Optional<Client> waits = untilRestored;
            untilRestored = Optional.empty();
            if (waits.isPresent()) {
                state = RuntimeState.RESTORING;
            }
            return waits;
        } finally {
            lock.unlock();
        }
    }

    /** There is an event. Empty where nobody waits for it now: whoever asks next gets it. */
    Optional<Client> offer(Event event) {
        lock.lock();
        try {
            pending = Optional.of(event);
            if (waiting.isEmpty() || !state.allows(RuntimeState.RUNNING)) {
                return Optional.empty();
            }
            Event _ = serve();
            return Optional.of(waiting.remove());
        } finally {
            lock.unlock();
        }
    }

    private Event serve() {
        Event event = pending.orElseThrow();
        pending = Optional.empty();
        current = Optional.of(event);
        state = RuntimeState.RUNNING;
        return event;
    }

    /** This one's client has gone. */
    void forget(Client client) {
        lock.lock();
        try {
            boolean _ = waiting.remove(client);
            if (untilRestored.equals(Optional.of(client))) {
                untilRestored = Optional.empty();
                state = RuntimeState.STARTED; // it may come back
            }
        } finally {
            lock.unlock();
        }
    }

    /** A post begins. The id is looked at first, as the platform does. */
    Begun begin(RuntimeState kind, String requestId) {
        lock.lock();
        try {
            Optional<Event> named = current.filter(event -> event.requestId().equals(requestId));
            boolean late = state == RuntimeState.RUNNING
                    && named.filter(event -> event.call().isOver()).isPresent();
            if (named.isEmpty() || late) {
                return new Begun.Refused(HttpReply.invalidRequestId());
            }
            if (!state.allows(kind)) {
                return new Begun.Refused(HttpReply.refused(state, kind));
            }
            state = kind;
            return new Begun.Granted(named.get());
        } finally {
            lock.unlock();
        }
    }

    /**
     * What is posted passes on while it comes. Until it is answered, which takes as long as the platform does, a
     * {@code next} waits: clients ask when they have sent all, and end of a refusal.
     */
    void streams() {
        lock.lock();
        try {
            state = RuntimeState.STREAMED_RESPONSE;
        } finally {
            lock.unlock();
        }
    }

    /** The post that was begun is over. A {@code next} that waits already counts from now on. */
    void completed() {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                state = RuntimeState.RESPONSE_SENT;
            } else {
                state = RuntimeState.READY;
                current = Optional.empty();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Goes over to a state that has to do with no event; what refuses it otherwise. */
    Optional<HttpReply> move(RuntimeState target) {
        lock.lock();
        try {
            if (!state.allows(target)) {
                return Optional.of(HttpReply.refused(state, target));
            }
            state = target;
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** It can't go on: from its snapshot, where it was just restored, else from its start. */
    Optional<HttpReply> moveToInitError() {
        lock.lock();
        try {
            return move(state == RuntimeState.RESTORING ? RuntimeState.RESTORE_ERROR : RuntimeState.INIT_ERROR);
        } finally {
            lock.unlock();
        }
    }

    /** The process is gone. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the process asks for an event again, having answered the one before, or is gone. For one that never
     * had an event it doesn't wait: whatever event comes waits for it.
     *
     * @return false where it does neither by the deadline
     */
    boolean awaitAsked(Deadline by) throws InterruptedException {
        lock.lock();
        try {
            long left = by.remainingNanos();
            while (!ended && state.isAtAnEvent() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return ended || !state.isAtAnEvent();
        } finally {
            lock.unlock();
        }
    }
}
