package dev.openruntime.pipeline;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Payload;
import dev.openruntime.worker.Answer;
import dev.openruntime.worker.Call;
import dev.openruntime.worker.CallContext;
import dev.openruntime.worker.Hook;
import dev.openruntime.worker.Worker;
import dev.openruntime.worker.WorkerFailure;
import dev.openruntime.worker.Workers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Calls one hook of one stage, within its time, and tells what came of it. */
final class HookCaller {

    /** How long a hook that exceeded its own timeout has to answer the cancel. */
    static final Duration CANCEL_PATIENCE = Duration.ofMillis(100);

    private final Workers workers;
    private final Failures failures;

    HookCaller(Workers workers, Failures failures) {
        this.workers = workers;
        this.failures = failures;
    }

    /**
     * What is to be called.
     *
     * @param answerBy begins to run when a worker is there: its boot isn't the hook's time
     */
    private record Order(String name, Hook hook, Payload payload, Deadline readyBy, Supplier<Deadline> answerBy) {}

    /** Calls a middleware's hook, if it offers it. */
    HookResult call(Stage stage, Hook hook, Payload payload, Passage passage) throws SoftDeadlineReached {
        Deadline soft = passage.deadlines().soft();
        Order order = new Order(stage.name(), hook, payload, stage.bootDeadline(soft), () -> stage.callDeadline(soft));
        return call(order, passage);
    }

    /** Calls the handler, which may boot and run until the soft deadline. */
    HookResult handle(String handler, Payload event, Passage passage) throws SoftDeadlineReached {
        Deadline soft = passage.deadlines().soft();
        return call(new Order(handler, Hook.HANDLE, event, soft, () -> soft), passage);
    }

    private HookResult call(Order order, Passage passage) throws SoftDeadlineReached {
        long start = System.nanoTime();
        while (true) {
            Optional<Worker> asked = Optional.empty();
            Optional<Call> open = Optional.empty();
            try {
                Worker worker = workers.acquire(order.name(), order.readyBy());
                if (!worker.handshake().hooks().contains(order.hook())) {
                    return new HookResult.NotOffered(worker.handshake().hooks());
                }
                if (passage.deadlines().soft().passed()) {
                    throw new WorkerFailure(WorkerFailure.Kind.TIMED_OUT, "no time was left", worker.lastLines());
                }
                asked = Optional.of(worker);
                Deadline answerBy = order.answerBy().get();
                CallContext context = passage.context().about(order.payload());
                Call call = worker.call(order.hook(), context, order.payload().body(), answerBy);
                open = Optional.of(call);
                Answer answer = call.await(answerBy);
                passage.took(order.hook(), order.name(), start, answer.action().word());
                return new HookResult.Answered(answer, worker.handshake().hooks());
            } catch (WorkerFailure failure) {
                boolean neverBegan = asked.isPresent() && open.isEmpty();
                if (neverBegan && !order.readyBy().passed()) {
                    // It is busy with an earlier call that was cancelled, or ended of it: that isn't this hook's time.
                    continue;
                }
                return failed(order, open, failure, start, passage);
            }
        }
    }

    private HookResult failed(Order order, Optional<Call> open, WorkerFailure failure, long start, Passage passage)
            throws SoftDeadlineReached {
        passage.took(order.hook(), order.name(), start, Failures.word(failure.kind()));
        if (passage.deadlines().soft().passed() && isForWantOfTime(failure)) {
            throw new SoftDeadlineReached(order.name(), order.hook(), open, failure);
        }
        open.ifPresent(call -> call.cancel(Deadline.in(CANCEL_PATIENCE)));
        return new HookResult.Failed(failures.of(failure, order.name(), order.hook(), passage));
    }

    /** Whether it can be that nothing else was wrong: a worker that doesn't read dies of the deadline, too. */
    private static boolean isForWantOfTime(WorkerFailure failure) {
        return switch (failure.kind()) {
            case TIMED_OUT, UNAVAILABLE, DIED -> true;
            case PROTOCOL, TOO_LARGE -> false;
        };
    }
}
