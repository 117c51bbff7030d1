package dev.openruntime.supervisor;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Header;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.loop.ResponseSink;
import dev.openruntime.loop.Source;
import dev.openruntime.loop.SourceFailure;
import java.util.List;
import java.util.Optional;

/**
 * A source that is asked for an event only once the handler, a runtime itself, asks for one: what it does between its
 * answer and its {@code next} belongs to the invocation, and the platform may freeze the environment after it.
 */
final class AskedSource implements Source {

    private final Source source;
    private final RuntimeApiSpawner handler;
    private Optional<Deadline> before = Optional.empty();

    AskedSource(Source source, RuntimeApiSpawner handler) {
        this.source = source;
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
        Invocation invocation = source.next();
        before = Optional.of(invocation.platformDeadline());
        return invocation;
    }

    @Override
    public void post(Invocation invocation, Outcome.Whole outcome) throws SourceFailure {
        source.post(invocation, outcome);
    }

    @Override
    public ResponseSink stream(Invocation invocation, List<Header> headers) throws SourceFailure {
        return source.stream(invocation, headers);
    }
}
