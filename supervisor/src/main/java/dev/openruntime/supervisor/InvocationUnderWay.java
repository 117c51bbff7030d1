package dev.openruntime.supervisor;

import dev.openruntime.invocation.Invocation;
import dev.openruntime.loop.Events;
import java.util.Optional;

/**
 * The invocation that all children work for now: from the arrival of its event until the next one is asked for. Any
 * thread may ask.
 */
final class InvocationUnderWay {

    private volatile Optional<String> requestId = Optional.empty();

    InvocationUnderWay() {}

    /** Empty between two invocations. */
    Optional<String> requestId() {
        return requestId;
    }

    /** The same events, watched. */
    Events seenAt(Events events) {
        return () -> {
            requestId = Optional.empty();
            Invocation invocation = events.next();
            requestId = Optional.of(invocation.requestId());
            return invocation;
        };
    }
}
