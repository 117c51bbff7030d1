package dev.openruntime.pipeline;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.ErrorBody;
import dev.openruntime.worker.Action;
import dev.openruntime.worker.Answer;
import dev.openruntime.worker.Call;
import dev.openruntime.worker.Hook;
import dev.openruntime.worker.Worker;
import dev.openruntime.worker.WorkerFailure;
import dev.openruntime.worker.Workers;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Flushes one middleware by its {@code flush} hook, if it offers that. Needs no thread: a call is only a frame. */
final class WorkerFlush {

    private static final Deadline NO_WAIT = Deadline.atEpochMillis(0);

    private final Stage stage;
    private final Workers workers;
    private final FlushTimer timer;

    /** Whether the process that was seen last offered the hook: one that is away can't be asked. */
    private boolean offers;

    WorkerFlush(Stage stage, Workers workers, LongSupplier runningTime) {
        this.stage = stage;
        this.workers = workers;
        this.timer = new FlushTimer(stage.flush().when(), runningTime);
    }

    boolean isDue() {
        return timer.isDue();
    }

    /** Begins where a worker is there that offers the hook; empty where none ever offered it. */
    Optional<PendingFlush> begin(FlushRound round) {
        Worker worker;
        try {
            worker = workers.acquire(stage.name(), NO_WAIT);
        } catch (WorkerFailure away) {
            return offers ? Optional.of(over(FlushEnd.unavailable())) : Optional.empty();
        }
        offers = worker.handshake().hooks().contains(Hook.FLUSH);
        if (!offers) {
            return Optional.empty();
        }
        timer.begins();
        return Optional.of(begin(worker, round));
    }

    /**
     * A worker that is free is called at once; to wait for one that is busy must not keep the others from beginning.
     */
    private PendingFlush begin(Worker worker, FlushRound round) {
        Deadline by = round.deadline(stage.flush());
        return worker.isFree()
                ? call(worker, round, by)
                : new PendingFlush(
                        stage.name(), () -> call(worker, round, by).end().get());
    }

    private PendingFlush call(Worker worker, FlushRound round, Deadline by) {
        try {
            if (by.passed()) {
                return over(FlushEnd.trouble("busy", "an earlier call has kept it busy for too long"));
            }
            Call call = worker.call(Hook.FLUSH, round.context(), Body.EMPTY, by);
            return new PendingFlush(stage.name(), () -> await(call, round, by));
        } catch (WorkerFailure neverBegan) {
            return over(failed(neverBegan, System.nanoTime()));
        }
    }

    private PendingFlush over(FlushEnd end) {
        return new PendingFlush(stage.name(), () -> end);
    }

    private static FlushEnd await(Call call, FlushRound round, Deadline by) {
        try {
            Answer answer = call.await(by);
            Optional<String> trouble =
                    answer.action() == Action.FAIL ? Optional.of(ErrorBody.summary(answer.body())) : Optional.empty();
            return new FlushEnd(answer.action().word(), trouble, call.overAtNanos());
        } catch (WorkerFailure failure) {
            if (!round.isLast()) {
                call.cancel(Deadline.in(HookCaller.CANCEL_PATIENCE));
            }
            return failed(failure, call.isOver() ? call.overAtNanos() : System.nanoTime());
        }
    }

    private static FlushEnd failed(WorkerFailure failure, long atNanos) {
        return new FlushEnd(Failures.word(failure.kind()), Optional.of(String.valueOf(failure.getMessage())), atNanos);
    }
}
