package dev.openruntime.pipeline;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Deadlines;
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

    /** The part of the margin, as a divisor, that a worker has to tell its stack itself, before it is looked at. */
    private static final int HEARS_WITHIN = 8;

    /** The part of the margin, as a divisor, that looking takes at most. */
    private static final int SEEN_WITHIN = 4;

    private final TimeoutHooks timeoutHooks;
    private final Failures failures;

    Governor(Workers workers, Failures failures) {
        this.timeoutHooks = new TimeoutHooks(workers);
        this.failures = failures;
    }

    Outcome end(Passage passage, SoftDeadlineReached reached) {
        Deadline grace = passage.deadlines().grace();
        reached.open().ifPresent(call -> {
            call.cancel(grace);
            look(call, passage.deadlines());
        });
        List<TimeoutHooks.Running> running = timeoutHooks.start(passage, reached);
        // Said once for practice while there is time: on a busy machine the first time costs more than is left
        // afterwards.
        Outcome _ = failures.softDeadline(reached, passage).asOutcome();
        Optional<Outcome> late =
                reached.open().flatMap(call -> lateAnswer(call, grace)).map(passage::answered);
        Optional<Outcome> fallback = timeoutHooks.nearest(running, passage, grace);
        Optional<Outcome> postable = passage.soFar().or(() -> late).filter(passage::mayBypassTheRest);
        return postable.filter(outcome -> Passage.hookFor(outcome) == Hook.AFTER)
                .or(() -> fallback)
                .or(() -> postable)
                .orElseGet(() -> failures.softDeadline(reached, passage).asOutcome());
    }

    /** A handler's response within the grace; its late error says less than ours about what happened. */
    private static Optional<Outcome> lateAnswer(Call call, Deadline grace) {
        try {
            Answer answer = call.await(grace);
            return call.isFor(Hook.HANDLE) && answer.action() == Action.RESPOND
                    ? Optional.of(answer.outcome())
                    : Optional.empty();
        } catch (WorkerFailure stillNothing) {
            // Expected: the typed error says what happened. The next event must not find this worker any more.
            call.abandon();
            return Optional.empty();
        }
    }

    /**
     * Has the stack of who doesn't hear its cancel seen. Nobody waits for that: who doesn't answer is waited for until
     * the grace deadline anyway, and what is seen by then goes into the error.
     */
    private static void look(Call call, Deadlines deadlines) {
        Deadline heardBy = deadlines.soft().plus(deadlines.marginBy(HEARS_WITHIN));
        Deadline seenBy = heardBy.plus(deadlines.marginBy(SEEN_WITHIN));
        Thread.ofPlatform().daemon().name("stack " + call.worker().name()).start(() -> call.look(heardBy, seenBy));
    }
}
