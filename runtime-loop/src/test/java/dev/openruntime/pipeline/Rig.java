package dev.openruntime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Failure;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Limits;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.peer.Events;
import dev.openruntime.peer.PeerSpec;
import dev.openruntime.peer.PeerWorkers;
import dev.openruntime.peer.Script;
import dev.openruntime.worker.Call;
import dev.openruntime.worker.CallContext;
import dev.openruntime.worker.Hook;
import dev.openruntime.worker.WorkerFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A pipeline of scripted workers, put together stage by stage, outermost first. */
final class Rig implements AutoCloseable {

    /** As much of the margin as there may be: a fifth of the time that is left. */
    private static final Duration WHOLE_MARGIN = Duration.ofHours(1);

    final PeerWorkers workers = new PeerWorkers();
    private final List<Stage> stages = new ArrayList<>();
    private Optional<Duration> most = Optional.empty();
    private Gate gate = deadline -> Optional.empty();

    /** A stage that fails the invocation when it fails, and has all the time there is. */
    PeerSpec stage(String name) {
        return stage(name, Stage.OnFailure.FAIL, Optional.empty());
    }

    PeerSpec stage(String name, Stage.OnFailure onFailure, Optional<Duration> timeout) {
        return stage(new Stage(name, timeout, onFailure, FlushTerms.DEFAULT));
    }

    PeerSpec stage(Stage stage) {
        stages.add(stage);
        return workers.middleware(stage.name());
    }

    /** A stage that offers all hooks and lets everything pass. */
    PeerSpec passThrough(String name) {
        return passThrough(name, Stage.OnFailure.FAIL, Optional.empty());
    }

    PeerSpec passThrough(String name, Stage.OnFailure onFailure, Optional<Duration> timeout) {
        Script pass = Script.answer("continue", "");
        return stage(name, onFailure, timeout)
                .on("before", pass)
                .on("after", pass)
                .on("error", pass)
                .on("timeout", pass);
    }

    PeerSpec handler(Script script) {
        return workers.handler(script);
    }

    Rig closedBy(Failure failure) {
        gate = deadline -> Optional.of(failure);
        return this;
    }

    /** No invocation takes longer, whatever the platform allows. */
    Rig limitedTo(Duration time) {
        most = Optional.of(time);
        return this;
    }

    Pipeline pipeline() {
        return new Pipeline(stages, "handler", "index.handler", new Limits(left -> WHOLE_MARGIN, most), gate, workers);
    }

    List<Stage> stages() {
        return List.copyOf(stages);
    }

    /** Has a stage do something in its {@code before}, and waits for none of it. */
    void callBefore(String stage) throws WorkerFailure {
        workers.warm();
        Deadline soon = Deadline.in(Duration.ofSeconds(30));
        CallContext context = CallContext.of(Events.event("request-0", "", Duration.ofMinutes(1)));
        Call _ = workers.acquire(stage, soon).call(Hook.BEFORE, context, Body.EMPTY, soon);
    }

    FlushPhase flushes(LongSupplier runningTime, Flusher... flushers) throws WorkerFailure {
        workers.warm();
        return new FlushPhase(stages, workers, List.of(flushers), runningTime);
    }

    /** Runs it with all workers there already. */
    Outcome run(Invocation invocation) throws WorkerFailure {
        workers.warm();
        return pipeline().run(invocation).outcome();
    }

    /** Runs it with ten seconds to the platform's deadline, all workers there already, and is back before that. */
    Pipeline.Result runShort(String event) throws WorkerFailure {
        workers.warm();
        Invocation invocation = Events.event("request-1", event, Duration.ofSeconds(10));

        Pipeline.Result result = pipeline().run(invocation);

        assertThat(invocation.platformDeadline().passed())
                .as("all is known before the platform's deadline")
                .isFalse();
        return result;
    }

    @Override
    public void close() {
        workers.close();
    }
}
