package dev.openruntime.pipeline;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Payload;
import dev.openruntime.worker.Answer;
import dev.openruntime.worker.Call;
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
    private static final Duration CANCEL_PATIENCE = Duration.ofMillis(100);

    private final Workers workers;
    private final Failures failures;

    HookCaller(Workers workers, Failures failures) {
        this.workers = workers;
        this.failures = failures;
    }

    /** Calls a middleware's hook, if it offers it. */
    HookResult call(Stage stage, Hook hook, Payload payload, Passage passage) throws SoftDeadlineReached {
        Deadline soft = passage.deadlines().soft();
        return call(stage.name(), hook, payload, stage.bootDeadline(soft), () -> stage.callDeadline(soft), passage);
    }

    /** Calls the handler, which may boot and run until the soft deadline. */
    HookResult handle(String handler, Payload event, Passage passage) throws SoftDeadlineReached {
        Deadline soft = passage.deadlines().soft();
        return call(handler, Hook.HANDLE, event, soft, () -> soft, passage);
    }

    /** @param time from a worker's being ready: a hook's own timeout doesn't begin before */
    private HookResult call(
            String name, Hook hook, Payload payload, Deadline readyBy, Supplier<Deadline> time, Passage passage)
            throws SoftDeadlineReached {
        long start = System.nanoTime();
        Optional<Call> open = Optional.empty();
        try {
            Worker worker = workers.acquire(name, readyBy);
            Deadline answerBy = time.get();
            while (open.isEmpty()) {
                if (!worker.handshake().hooks().contains(hook)) {
                    return new HookResult.NotOffered(worker.handshake().hooks());
                }
                open = begin(worker, hook, payload, answerBy, passage);
                if (open.isEmpty()) {
                    worker = workers.acquire(name, readyBy);
                    answerBy = time.get();
                }
            }
            Answer answer = open.get().await(answerBy);
            passage.took(hook, name, start, answer.action().word());
            return new HookResult.Answered(answer, worker.handshake().hooks());
        } catch (WorkerFailure failure) {
            passage.took(hook, name, start, Failures.word(failure.kind()));
            if (passage.deadlines().soft().passed() && isForWantOfTime(failure)) {
                throw new SoftDeadlineReached(name, hook, open, failure.kind() != WorkerFailure.Kind.UNAVAILABLE);
            }
            open.ifPresent(call -> call.cancel(Deadline.in(CANCEL_PATIENCE)));
            return new HookResult.Failed(failures.of(failure, name, hook, passage));
        }
    }

    /** Empty where the worker ended while it was busy with an earlier call: its successor has never seen this one. */
    private static Optional<Call> begin(Worker worker, Hook hook, Payload payload, Deadline answerBy, Passage passage)
            throws WorkerFailure {
        try {
            return Optional.of(
                    worker.call(hook, passage.context().about(payload.contentType()), payload.body(), answerBy));
        } catch (WorkerFailure failure) {
            if (failure.kind() == WorkerFailure.Kind.UNAVAILABLE && worker.hasEnded()) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** A worker that dies at the deadline died; one that was waited for, or whose full pipe was, ran out of time. */
    private static boolean isForWantOfTime(WorkerFailure failure) {
        return switch (failure.kind()) {
            case TIMED_OUT, UNAVAILABLE, DIED -> true;
            case PROTOCOL, TOO_LARGE -> false;
        };
    }
}
