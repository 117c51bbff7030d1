package dev.openruntime.supervisor;

import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.Children;
import dev.openruntime.child.LifeSigns;
import dev.openruntime.child.LiveChild;
import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.ErrorBody;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.process.ChildProcess;
import dev.openruntime.process.Command;
import dev.openruntime.worker.MetricNote;
import dev.openruntime.worker.Role;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Spawns a worker: a process whose standard streams carry the worker protocol, and whose standard error is captured.
 */
final class WorkerSpawner implements CalledSpawner {

    private final Command command;
    private final Role role;
    private final Outputs outputs;
    private final MetricNotes notes;
    private final WorkerSlot slot;
    private final Supplier<Children> children;
    private final boolean mayDebug;
    private volatile Optional<Body> loadError = Optional.empty();

    /**
     * @param children asked to replace a process; known only once this spawner is part of them
     * @param mayDebug whether a process may be made to open its debugger's port, to see where it is
     */
    WorkerSpawner(
            Command command,
            Role role,
            Outputs outputs,
            MetricNotes notes,
            WorkerSlot slot,
            Supplier<Children> children,
            boolean mayDebug) {
        this.command = command;
        this.role = role;
        this.outputs = outputs;
        this.notes = notes;
        this.slot = slot;
        this.children = children;
        this.mayDebug = mayDebug;
    }

    @Override
    public LiveChild spawn(ChildSpec spec, int spawn, String cookie, LifeSigns signs) throws IOException {
        ChildProcess process = ChildProcess.start(command, cookie);
        WorkerLife life = new WorkerLife(this, spec.name(), spawn, process, signs, outputs.relay());
        life.begin();
        return life;
    }

    @Override
    public Optional<Outcome.FunctionError> loadError() {
        return loadError.map(ErrorBody::read);
    }

    Role role() {
        return role;
    }

    boolean mayDebug() {
        return mayDebug;
    }

    @Override
    public WorkerSlot slot() {
        return slot;
    }

    void failedToLoad(Body error) {
        loadError = Optional.of(error);
    }

    /** User code logged something through its kit. */
    void log(String name, String level, String message, Optional<String> fields, Optional<String> requestId) {
        outputs.log(name, level, message, fields, requestId);
    }

    /** User code has measured something; whether anybody collects it. */
    boolean measured(MetricNote note) {
        return notes.take(note);
    }

    void replace(String name, int spawn, String reason) {
        children.get().kill(name, spawn, reason);
    }
}
