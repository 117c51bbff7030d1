package dev.openruntime.pipeline;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.ErrorBody;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.worker.Action;
import dev.openruntime.worker.Answer;
import dev.openruntime.worker.Call;
import dev.openruntime.worker.CallContext;
import dev.openruntime.worker.Hook;
import dev.openruntime.worker.Worker;
import dev.openruntime.worker.WorkerFailure;
import dev.openruntime.worker.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@code timeout} hooks of one invocation, all in parallel, each on a thread of its own. */
final class TimeoutHooks {

    private static final Logger LOG = LoggerFactory.getLogger(TimeoutHooks.class);

    /** How much later than the hooks' deadline this class still waits for their threads to say so. */
    private static final Duration SETTLING = Duration.ofMillis(20);

    /** A hook under way, and what it comes to: an answer, or the word for why there is none. */
    record Running(String stage, long startNanos, CompletableFuture<Came> came) {}

    /** What a hook came to. */
    record Came(Optional<Answer> answer, String result, long atNanos) {}

    private final Workers workers;

    TimeoutHooks(Workers workers) {
        this.workers = workers;
    }

    /**
     * Starts the hook of every stage that was passed and offers it, but for the one that has a call of its own open.
     */
    List<Running> start(Passage passage, SoftDeadlineReached reached) {
        List<Running> running = new ArrayList<>();
        for (Passage.Entered entered : passage.wayOut()) {
            String name = entered.stage().name();
            boolean holds = name.equals(reached.stage()) && reached.open().isPresent();
            if (entered.hooks().contains(Hook.TIMEOUT) && !holds) {
                Running hook = new Running(name, System.nanoTime(), new CompletableFuture<>());
                running.add(hook);
                Duration elapsed = passage.elapsed();
                Thread.ofPlatform()
                        .daemon()
                        .name("timeout " + name)
                        .start(() -> hook.came().complete(call(entered, passage, reached.stage(), elapsed)));
            }
        }
        return running;
    }

    /** The response of the hook nearest to the handler, once all have answered or the deadline is here. */
    Optional<Outcome> nearest(List<Running> running, Passage passage, Deadline by) {
        Optional<Outcome> nearest = Optional.empty();
        for (Running hook : running) {
            Came came = join(hook, by);
            passage.took(Hook.TIMEOUT, hook.stage(), hook.startNanos(), came.atNanos(), came.result());
            if (nearest.isEmpty()) {
                nearest = came.answer()
                        .filter(answer -> answer.action() == Action.RESPOND)
                        .map(Answer::response);
            }
        }
        return nearest;
    }

    private Came call(Passage.Entered entered, Passage passage, String holder, Duration elapsed) {
        Deadline grace = passage.deadlines().grace();
        Optional<Call> open = Optional.empty();
        try {
            Worker worker = workers.acquire(entered.stage().name(), grace);
            if (!worker.handshake().hooks().contains(Hook.TIMEOUT)) {
                return new Came(Optional.empty(), "not offered", System.nanoTime());
            }
            CallContext context = passage.context().about(entered.event().contentType());
            Call call = worker.callTimeout(context, entered.event().body(), grace, holder, elapsed);
            open = Optional.of(call);
            Answer answer = call.await(grace);
            if (answer.action() == Action.FAIL) {
                LOG.warn("the timeout hook of {} failed: {}", entered.stage().name(), ErrorBody.summary(answer.body()));
            }
            return new Came(Optional.of(answer), answer.action().word(), System.nanoTime());
        } catch (WorkerFailure failure) {
            LOG.warn("the timeout hook of {} failed: {}", entered.stage().name(), failure.getMessage());
            open.ifPresent(call -> call.cancel(Deadline.in(HookCaller.CANCEL_PATIENCE)));
            return new Came(Optional.empty(), Failures.word(failure.kind()), System.nanoTime());
        }
    }

    private static Came join(Running hook, Deadline by) {
        try {
            return hook.came().get(by.plus(SETTLING).remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Came(Optional.empty(), "timeout", System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("internal error: interrupted while waiting for " + hook.stage(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("internal error: a timeout hook's thread never fails", e);
        }
    }
}
