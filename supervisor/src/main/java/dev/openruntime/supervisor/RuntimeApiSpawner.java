package dev.openruntime.supervisor;

import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.Children;
import dev.openruntime.child.LifeSigns;
import dev.openruntime.child.LiveChild;
import dev.openruntime.handler.HandlerPort;
import dev.openruntime.handler.RuntimeApiServer;
import dev.openruntime.handler.Snapshots;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.process.ChildProcess;
import dev.openruntime.process.Command;
import dev.openruntime.process.LogPort;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Spawns a handler that is a runtime itself: each process finds a Runtime API of its own, so that what a predecessor
 * still says is heard by nobody.
 */
final class RuntimeApiSpawner implements CalledSpawner {

    private final Function<String, Command> command;
    private final Optional<String> cancelSignal;
    private final Outputs outputs;
    private final WorkerSlot slot;
    private final Supplier<Children> children;
    private final Object lock = new Object();
    private Optional<RuntimeApiServer> server = Optional.empty(); // guarded by lock, as the next
    private Optional<RuntimeApiLife> latest = Optional.empty();
    private Snapshots snapshots;
    private volatile Optional<Outcome.FunctionError> loadError = Optional.empty();

    /**
     * @param command by the address of its Runtime API
     * @param cancelSignal what tells it to give up an invocation
     * @param snapshots whether one is going to be kept
     * @param children asked to replace a process; known only once this spawner is part of them
     */
    RuntimeApiSpawner(
            Function<String, Command> command,
            Optional<String> cancelSignal,
            Outputs outputs,
            WorkerSlot slot,
            Snapshots snapshots,
            Supplier<Children> children) {
        this.command = command;
        this.cancelSignal = cancelSignal;
        this.outputs = outputs;
        this.slot = slot;
        this.snapshots = snapshots;
        this.children = children;
    }

    @Override
    public LiveChild spawn(ChildSpec spec, int spawn, String cookie, LifeSigns signs) throws IOException {
        HandlerPort port = HandlerPort.bind();
        RuntimeApiLife life;
        try (LogPort log = LogPort.bind()) {
            ChildProcess process =
                    ChildProcess.start(command.apply(port.address()).with(log), cookie);
            life = new RuntimeApiLife(this, spec.name(), spawn, port, log, process, signs, snapshots());
        } catch (IOException notStarted) {
            port.close();
            throw notStarted;
        }
        Optional<RuntimeApiLife> before;
        Optional<RuntimeApiServer> serves;
        boolean restored;
        synchronized (lock) {
            before = latest;
            latest = Optional.of(life);
            serves = server;
            restored = snapshots == Snapshots.BEHIND;
        }
        if (restored) {
            life.restored(); // it may have begun before the restore
        }
        if (before.isPresent()) {
            before.get().closePort();
        }
        serves.ifPresent(life::serve);
        return life;
    }

    /**
     * From now on processes are heard. Not before logging is up: both load much, and two threads that do so at the same
     * time can wait for each other for good.
     *
     * @param platform where the rest of the platform's APIs is
     */
    void serve(String platform) {
        RuntimeApiServer opened = new RuntimeApiServer(platform);
        Optional<RuntimeApiLife> waiting;
        synchronized (lock) {
            server = Optional.of(opened);
            waiting = latest;
        }
        waiting.ifPresent(life -> life.serve(opened));
    }

    /**
     * Waits until the process has answered and asks for the next event, or is gone; at the deadline it is replaced.
     * Until then the platform must not be asked for an event: it may freeze the environment.
     */
    void awaitAsked(Deadline by) throws InterruptedException {
        Optional<RuntimeApiLife> now;
        synchronized (lock) {
            now = latest;
        }
        if (now.isPresent()) {
            now.get().awaitAsked(by);
        }
    }

    /**
     * The environment was restored from a snapshot: lets the process go on from there, and waits until it asks for an
     * event or is gone.
     *
     * @return why it can't go on
     */
    Optional<Outcome.FunctionError> restored(Deadline by) throws InterruptedException {
        Optional<RuntimeApiLife> now;
        synchronized (lock) {
            snapshots = Snapshots.BEHIND;
            now = latest;
        }
        return now.isPresent() ? now.get().restored(by) : Optional.empty();
    }

    private Snapshots snapshots() {
        synchronized (lock) {
            return snapshots;
        }
    }

    @Override
    public WorkerSlot slot() {
        return slot;
    }

    @Override
    public Optional<Outcome.FunctionError> loadError() {
        return loadError;
    }

    Optional<String> cancelSignal() {
        return cancelSignal;
    }

    Outputs outputs() {
        return outputs;
    }

    void failedToLoad(Outcome.FunctionError error) {
        loadError = Optional.of(error);
    }

    void replace(String name, int spawn, String reason) {
        children.get().kill(name, spawn, reason);
    }
}
