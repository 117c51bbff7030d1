package dev.openruntime.pipeline;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.ErrorBody;
import dev.openruntime.invocation.Invocation;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code flush} hooks, between the post and the next {@code next}: all called first, then all awaited, so that they
 * work side by side. None of them can fail the invocation, which is over.
 */
final class FlushHooks {

    private static final Logger LOG = LoggerFactory.getLogger(FlushHooks.class);

    private final Workers workers;

    FlushHooks(Workers workers) {
        this.workers = workers;
    }

    List<Span> call(List<Stage> stages, Invocation invocation, Deadline by) {
        CallContext context = CallContext.of(invocation);
        List<Span> spans = new ArrayList<>();
        List<Call> calls = new ArrayList<>();
        long start = System.nanoTime();
        for (Stage stage : stages) {
            begin(stage, context, by, start, spans).ifPresent(calls::add);
        }
        for (Call call : calls) {
            String result = await(call, by);
            spans.add(new Span(Hook.FLUSH.word(), call.worker().name(), start, System.nanoTime(), result));
        }
        return spans;
    }

    /** Flushes only who is ready: somebody who is just booting has nothing to flush. */
    private Optional<Call> begin(Stage stage, CallContext context, Deadline by, long start, List<Span> spans) {
        try {
            Worker worker = workers.acquire(stage.name(), Deadline.in(Duration.ZERO));
            return worker.handshake().hooks().contains(Hook.FLUSH)
                    ? Optional.of(worker.call(Hook.FLUSH, context, Body.EMPTY, by))
                    : Optional.empty();
        } catch (WorkerFailure failure) {
            spans.add(
                    new Span(Hook.FLUSH.word(), stage.name(), start, System.nanoTime(), Failures.word(failure.kind())));
            return Optional.empty();
        }
    }

    private static String await(Call call, Deadline by) {
        try {
            Answer answer = call.await(by);
            if (answer.action() == Action.FAIL) {
                LOG.warn("{} could not flush: {}", call.worker().name(), ErrorBody.summary(answer.body()));
            }
            return answer.action().word();
        } catch (WorkerFailure failure) {
            LOG.warn("{} could not flush: {}", call.worker().name(), failure.getMessage());
            call.cancel(Deadline.in(HookCaller.CANCEL_PATIENCE));
            return Failures.word(failure.kind());
        }
    }
}
