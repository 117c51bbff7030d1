package dev.openruntime.supervisor;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.ErrorBody;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.lambda.RuntimeApi;
import dev.openruntime.loop.Events;
import dev.openruntime.loop.SourceFailure;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events of a platform that first keeps the environment as a snapshot, and restores it from that: everybody is ready,
 * and nobody has had an event. A handler that is a runtime itself is told of the restore and given time for what it
 * does then; children that speak frames have nothing to do.
 */
final class RestoredEvents implements Events {

    private static final Logger LOG = LoggerFactory.getLogger(RestoredEvents.class);

    /** The platform's limit is 10 s. */
    private static final Duration RESTORED_WITHIN = Duration.ofMillis(9_500);

    private final RuntimeApi runtime;
    private final Optional<RuntimeApiSpawner> handler;
    private boolean restored;

    /** @param handler where it is a runtime itself */
    RestoredEvents(RuntimeApi runtime, Optional<RuntimeApiSpawner> handler) {
        this.runtime = runtime;
        this.handler = handler;
    }

    @Override
    public Invocation next() throws SourceFailure {
        if (!restored) {
            restore();
            restored = true;
        }
        return runtime.next();
    }

    private void restore() throws SourceFailure {
        if (!runtime.restoreNext()) {
            LOG.info("the platform keeps no snapshot, though AWS_LAMBDA_INITIALIZATION_TYPE says so");
        }
        Optional<Outcome.FunctionError> error = handler.isPresent() ? restored(handler.get()) : Optional.empty();
        if (error.isPresent()) {
            runtime.postRestoreError(error.get());
            throw new SourceFailure("cannot go on from the snapshot: "
                    + ErrorBody.summary(error.get().body()));
        }
    }

    private static Optional<Outcome.FunctionError> restored(RuntimeApiSpawner handler) throws SourceFailure {
        try {
            return handler.restored(Deadline.in(RESTORED_WITHIN));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceFailure("internal error: interrupted while the handler was restored", e);
        }
    }
}
