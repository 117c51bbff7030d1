package dev.openruntime.supervisor;

import dev.openruntime.admin.Supervision;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.Children;
import dev.openruntime.child.Spawner;
import dev.openruntime.child.SupervisedChild;
import dev.openruntime.config.ChildConfig;
import dev.openruntime.config.ChildEnvironment;
import dev.openruntime.config.Configuration;
import dev.openruntime.config.DeadlineConfig;
import dev.openruntime.config.HandlerConfig;
import dev.openruntime.config.MiddlewareConfig;
import dev.openruntime.config.SidecarConfig;
import dev.openruntime.config.StopSignal;
import dev.openruntime.handler.Snapshots;
import dev.openruntime.health.Target;
import dev.openruntime.meters.OwnMeters;
import dev.openruntime.process.Command;
import dev.openruntime.process.CommandExecution;
import dev.openruntime.process.CommandSpawner;
import dev.openruntime.telemetry.LateMeters;
import dev.openruntime.time.RunningTime;
import dev.openruntime.worker.Role;
import dev.openruntime.worker.Worker;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Puts the parts together that don't know each other: configuration, children, workers, built-ins. */
final class Wiring {

    private final ChildEnvironment environment;
    private final Outputs outputs;
    private final ChildSpecs specs;
    private final LateMeters meters;
    private final RunningTime time = new RunningTime();
    private final String run;
    private final InvocationUnderWay underWay;
    private final Optional<OwnMeters> own;
    private final BuiltInSidecars builtIns;
    private final boolean mayDebug;
    private final Snapshots snapshots;

    /** Known when all spawners are: they are part of it, and ask it to replace what they spawned. */
    private final CompletableFuture<Children> children = new CompletableFuture<>();

    private final Map<String, CalledSpawner> workers = new LinkedHashMap<>();
    private Optional<RuntimeApiSpawner> runtime = Optional.empty();
    private final List<SupervisedChild> supervised = new ArrayList<>();
    private final StopTimes stopTimes;
    private final List<String> needed = new ArrayList<>();

    private Wiring(
            Configuration configuration,
            Platform platform,
            ShutdownBudget shutdown,
            LateMeters meters,
            InvocationUnderWay underWay) {
        this.underWay = underWay;
        this.stopTimes = new StopTimes(supervised, shutdown.children());
        this.specs = new ChildSpecs(configuration);
        this.meters = meters;
        this.outputs = Outputs.of(configuration, platform.environment(), this::requestOf);
        this.run = platform.runId();
        this.own = BuiltInSidecars.collector(configuration).isPresent()
                ? Optional.of(new OwnMeters(meters, run, () -> children.join().statuses()))
                : Optional.empty();
        this.builtIns = new BuiltInSidecars(configuration, own);
        this.snapshots = platform.keepsSnapshots() ? Snapshots.AHEAD : Snapshots.NONE;
        this.mayDebug = configuration.deadline().stack() == DeadlineConfig.Stack.ON;
        this.environment = new ChildEnvironment(platform.environment(), builtIns.addresses());
    }

    /** Everything but the loop, which is {@link LoopWiring}'s; spawns nothing. */
    static Household household(
            Configuration configuration,
            Platform platform,
            ShutdownBudget shutdown,
            LateMeters meters,
            InvocationUnderWay underWay) {
        Wiring wiring = new Wiring(configuration, platform, shutdown, meters, underWay);
        wiring.handler(configuration.handler());
        configuration.middleware().forEach(wiring::middleware);
        configuration.sidecars().forEach(wiring::sidecar);
        return wiring.finish();
    }

    private void handler(HandlerConfig handler) {
        ProbeTargets targets = targets(HandlerConfig.NAME, handler.child());
        ChildSpec spec = specs.of(handler, targets);
        switch (handler.protocol()) {
            case WORKER -> worker(spec, handler.command(), handler.child(), Role.HANDLER);
            case RUNTIME_API -> runtime(spec, handler);
        }
    }

    private void runtime(ChildSpec spec, HandlerConfig handler) {
        Function<String, Command> command = address -> Commands.of(
                handler.command(),
                environment.ofRuntime(handler.child().environment(), address),
                handler.child().process());
        RuntimeApiSpawner spawner = new RuntimeApiSpawner(
                command,
                handler.cancel().map(StopSignal::word),
                outputs,
                new WorkerSlot(spec.name()),
                snapshots,
                children::join);
        runtime = Optional.of(spawner);
        called(spec, spawner);
    }

    private void middleware(MiddlewareConfig middleware) {
        ProbeTargets targets = targets(middleware.name(), middleware.child());
        worker(specs.of(middleware, targets), middleware.command(), middleware.child(), Role.MIDDLEWARE);
    }

    private void worker(ChildSpec spec, List<String> words, ChildConfig child, Role role) {
        Command command = Commands.of(words, environment.ofWorker(spec.name(), child.environment()), child.process());
        WorkerSlot slot = new WorkerSlot(spec.name());
        WorkerSpawner spawner =
                new WorkerSpawner(command, role, outputs, builtIns.notes(), slot, children::join, mayDebug);
        called(spec, spawner);
    }

    private void called(ChildSpec spec, CalledSpawner spawner) {
        workers.put(spec.name(), spawner);
        supervise(spec, spawner);
    }

    private void sidecar(SidecarConfig sidecar) {
        Function<List<String>, Command> process = words -> Commands.of(
                words,
                environment.of(sidecar.child().environment()),
                sidecar.child().process());
        Spawner spawner = sidecar.kind()
                .<Spawner>fold(
                        command -> new CommandSpawner(
                                process.apply(command.words()), () -> stopTimes.of(sidecar.name()), outputs.relay()),
                        builtIn -> builtIns.spawner(sidecar.name(), builtIn, process, outputs, meters));
        ChildSpec spec = specs.of(sidecar, targets(sidecar.name(), sidecar.child()));
        supervise(
                spawner instanceof IsolatedSpawner isolated ? spec.orWithLiveness(isolated.liveness()) : spec, spawner);
    }

    /** A probe's command runs where the child does, with the child's environment. */
    private ProbeTargets targets(String name, ChildConfig child) {
        return new ProbeTargets(words -> {
            Command command = new Command(
                    words, environment.of(child.environment()), child.process().directory());
            return new Target.Exec(String.join(" ", words), new CommandExecution(command, run, name));
        });
    }

    private void supervise(ChildSpec spec, Spawner spawner) {
        supervised.add(new SupervisedChild(spec, spawner));
        if (spec.required()) {
            needed.add(spec.name());
        }
    }

    private Household finish() {
        Children all = new Children(run, supervised, InstantSource.system(), time);
        children.complete(all);
        Map<String, WorkerSlot> slots = new HashMap<>();
        workers.forEach((name, spawner) -> slots.put(name, spawner.slot()));
        List<String> order =
                supervised.stream().map(child -> child.spec().name()).toList();
        Supervision supervision = new ChildrenSupervision(all, run, builtIns.embedded());
        return new Household(
                all,
                supervision,
                new SupervisedWorkers(slots),
                Map.copyOf(workers),
                runtime,
                builtIns.flushes(),
                own,
                outputs.relay(),
                order,
                needed,
                time);
    }

    /** Whom a line belongs to that a child prints now. */
    private Optional<String> requestOf(String child) {
        Optional<Worker> worker = Optional.ofNullable(workers.get(child))
                .flatMap(spawner -> spawner.slot().now());
        return worker.flatMap(Worker::requestInFlight)
                .or(underWay::requestId)
                .or(() -> worker.flatMap(Worker::latestRequest)); // read a moment after it was answered, most likely
    }
}
