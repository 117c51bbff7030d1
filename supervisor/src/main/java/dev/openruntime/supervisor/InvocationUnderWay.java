package dev.openruntime.supervisor;

import dev.openruntime.invocation.Header;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.loop.ResponseSink;
import dev.openruntime.loop.Source;
import dev.openruntime.loop.SourceFailure;
import java.util.List;
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

    /** The same source, watched. */
    Source seenAt(Source source) {
        return new Source() {

            @Override
            public Invocation next() throws SourceFailure {
                requestId = Optional.empty();
                Invocation invocation = source.next();
                requestId = Optional.of(invocation.requestId());
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
        };
    }
}
