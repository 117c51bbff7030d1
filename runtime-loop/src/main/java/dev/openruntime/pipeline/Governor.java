package dev.openruntime.pipeline;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Failure;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.worker.Action;
import dev.openruntime.worker.Answer;
import dev.openruntime.worker.Call;
import dev.openruntime.worker.Hook;
import dev.openruntime.worker.WorkerFailure;
import dev.openruntime.worker.Workers;
import java.util.List;
import java.util.Optional;

/**
 * Ends an invocation whose soft deadline was reached: tells whoever holds it to stop, gives every stage that was passed
 * its {@code timeout} hook, and decides what is posted, all by the grace deadline.
 *
 * <p>Nothing here writes to a worker on the invocation's thread: a pipe may be full. Cancels and hooks have threads of
 * their own, and each write is guarded by the deadline; this thread only waits.
 *
 * <p>No {@code after} or {@code error} hook is called any more. So a response that the handler gives in the grace, or
 * an outcome that a stage holds on its way out, is posted only where no stage that must not be bypassed
 * ({@code onFailure: fail}) still wanted to see it. In this order: a response, the fallback of the {@code timeout} hook
 * nearest to the handler, the function's own error, a typed error of ours.
 */
final class Governor {

    private final TimeoutHooks timeoutHooks;
    private final Failures failures;

    Governor(Workers workers, Failures failures) {
        this.timeoutHooks = new TimeoutHooks(workers);
        this.failures = failures;
    }

    Outcome end(Passage passage, SoftDeadlineReached reached) {
        Deadline grace = passage.deadlines().grace();
        reached.open().ifPresent(call -> call.cancel(grace));
        List<TimeoutHooks.Running> running = timeoutHooks.start(passage, reached);
        Optional<Outcome> late = reached.open().flatMap(call -> lateAnswer(call, grace));
        Optional<Outcome> fallback = timeoutHooks.nearest(running, passage, grace);
        Optional<Outcome> postable = passage.soFar().or(() -> late).filter(passage::mayBypassTheRest);
        return postable.filter(Outcome.Response.class::isInstance)
                .or(() -> fallback)
                .or(() -> postable)
                .orElseGet(() -> typedError(passage, reached).asOutcome());
    }

    /** A handler's response within the grace; its late error says less than ours about what happened. */
    private static Optional<Outcome> lateAnswer(Call call, Deadline grace) {
        try {
            Answer answer = call.await(grace);
            return call.isFor(Hook.HANDLE) && answer.action() == Action.RESPOND
                    ? Optional.of(new Outcome.Response(answer.body(), answer.contentType()))
                    : Optional.empty();
        } catch (WorkerFailure stillNothing) {
            // Expected: the typed error says what happened. The next event must not find this worker any more.
            call.abandon();
            return Optional.empty();
        }
    }

    private Failure typedError(Passage passage, SoftDeadlineReached reached) {
        Optional<String> progress = reached.open().flatMap(Call::lastProgress);
        return failures.softDeadline(reached, passage, progress);
    }
}
