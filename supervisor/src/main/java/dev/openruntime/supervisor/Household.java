package dev.openruntime.supervisor;

import dev.openruntime.admin.Admin;
import dev.openruntime.admin.Supervision;
import dev.openruntime.child.ChildListener;
import dev.openruntime.child.Children;
import dev.openruntime.child.NotReady;
import dev.openruntime.config.AdminConfig;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.meters.OwnMeters;
import dev.openruntime.process.OutputRelay;
import dev.openruntime.telemetry.LateMeters;
import dev.openruntime.telemetry.LogOutput;
import dev.openruntime.telemetry.Telemetry;
import dev.openruntime.time.RunningTime;
import dev.openruntime.worker.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All children of one configuration, as {@link Wiring} put them together.
 *
 * @param supervision the children as the admin endpoint sees them
 * @param spawners of the workers, by name
 * @param runtime the handler's, where it is a runtime itself
 * @param builtIns how built-in sidecars are flushed, by name
 * @param own the supervisor's own meters, where somebody takes them
 * @param spawnOrder the slowest to boot first
 * @param needed without whom nothing is invoked: the handler, the required sidecars, the middleware that must not be
 *     bypassed
 * @param time stands while the platform may have frozen us
 */
record Household(
        Children children,
        Supervision supervision,
        SupervisedWorkers workerSlots,
        Map<String, CalledSpawner> spawners,
        Optional<RuntimeApiSpawner> runtime,
        Map<String, BuiltInFlusher.Flush> builtIns,
        Optional<OwnMeters> own,
        OutputRelay relay,
        List<String> spawnOrder,
        List<String> needed,
        RunningTime time) {

    private static final Duration OUTPUT_LOGGED_WITHIN = Duration.ofMillis(20);

    /** Where the pipeline gets its workers from. */
    Workers workers() {
        return workerSlots;
    }

    /** Has workers give up what they are called for, since the end is near. */
    void cancelCalls(Deadline answerBy) {
        workerSlots.cancelAll(answerBy);
    }

    /** What is flushed from now on may be flushed for the last time. */
    void ending() {
        own.ifPresent(OwnMeters::ending);
    }

    /** Spawns on this thread, before anything else is set up. */
    void spawnFirst() {
        children.spawnFirst(spawnOrder);
    }

    /** What lets people see and move the children; not open yet. */
    Admin admin(AdminConfig config, Platform platform, LateMeters meters, Instant mainEntered) {
        return new Admin(
                config.enabled(),
                config.socket(),
                platform.environment(),
                supervision,
                meters,
                mainEntered,
                Version.CURRENT);
    }

    /** From now on what children do and print is told. */
    void listen(Telemetry telemetry, Admin admin) {
        relay.open(LogOutput.standard());
        LogOutput.standard().through(relay);
        List<ChildListener> listeners = telemetry.childListeners(new SlotKeeper(workerSlots), admin.childListener());
        if (own.isPresent()) {
            telemetry.tell(own.get());
            listeners.add(own.get().childListener());
        }
        children.run(new ChildListeners(listeners));
    }

    /** From now on a handler that is a runtime itself is heard; the network's library is loaded for it. */
    void serveRuntime(Platform platform) {
        runtime.ifPresent(spawner -> spawner.serve(platform.runtimeApi().orElseThrow()));
    }

    /** Those that are needed and are not ready in time; empty where all are. */
    List<NotReady> awaitReady(Duration within) throws InterruptedException {
        return children.awaitReady(needed, within);
    }

    /**
     * Stops all children, in order, and sees to it that what they printed last is logged.
     *
     * @return whether nothing is left of them
     */
    boolean stop(Deadline deadline) throws InterruptedException {
        boolean stopped = children.stop(deadline.remaining());
        flushLog();
        return stopped;
    }

    /** Waits for a moment until all is written that was said so far. */
    void flushLog() throws InterruptedException {
        boolean _ = relay.flush(OUTPUT_LOGGED_WITHIN);
    }

    /** What is to be told where they are not ready in time. */
    InitFailure initFailure(Instant began, Duration within) {
        return new InitFailure(children, spawners, began, within);
    }
}
