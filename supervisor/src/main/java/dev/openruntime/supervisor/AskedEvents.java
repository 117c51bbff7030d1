package dev.openruntime.supervisor;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.loop.Events;
import dev.openruntime.loop.SourceFailure;
import java.util.Optional;

/**
 * Events that are asked for only once the handler, a runtime itself, asks for one: what it does between its answer and
 * its {@code next} belongs to the invocation, and the platform may freeze the environment after it.
 */
final class AskedEvents implements Events {

    private final Events events;
    private final RuntimeApiSpawner handler;
    private Optional<Deadline> before = Optional.empty();

    AskedEvents(Events events, RuntimeApiSpawner handler) {
        this.events = events;
        this.handler = handler;
    }

    @Override
    public Invocation next() throws SourceFailure {
        try {
            if (before.isPresent()) {
                handler.awaitAsked(before.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceFailure("internal error: interrupted while waiting for the handler", e);
        }
        Invocation invocation = events.next();
        before = Optional.of(invocation.platformDeadline());
        return invocation;
    }
}
