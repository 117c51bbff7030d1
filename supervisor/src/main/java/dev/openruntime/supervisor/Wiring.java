package dev.openruntime.supervisor;

import dev.openruntime.admin.Supervision;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.Children;
import dev.openruntime.child.Spawner;
import dev.openruntime.child.SupervisedChild;
import dev.openruntime.config.ChildConfig;
import dev.openruntime.config.ChildEnvironment;
import dev.openruntime.config.Configuration;
import dev.openruntime.config.HandlerConfig;
import dev.openruntime.config.MiddlewareConfig;
import dev.openruntime.config.OnFailure;
import dev.openruntime.config.SidecarConfig;
import dev.openruntime.config.SidecarKind;
import dev.openruntime.invocation.Limits;
import dev.openruntime.pipeline.Pipeline;
import dev.openruntime.pipeline.Stage;
import dev.openruntime.process.Command;
import dev.openruntime.process.CommandSpawner;
import dev.openruntime.process.OutputRelay;
import dev.openruntime.sidecar.Sidecar;
import dev.openruntime.sidecar.catalog.BuiltIn;
import dev.openruntime.telemetry.LateMeters;
import dev.openruntime.worker.Role;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Puts the parts together that don't know each other: configuration, children, workers, built-ins, pipeline. */
final class Wiring {

    private final ChildEnvironment environment;
    private final OutputRelay relay = new OutputRelay(InstantSource.system());
    private final ChildSpecs specs;
    private final LateMeters meters;
    private final Map<String, Sidecar> builtIns;

    /** Known when all spawners are: they are part of it, and ask it to replace what they spawned. */
    private final CompletableFuture<Children> children = new CompletableFuture<>();

    private final Map<String, WorkerSpawner> workers = new LinkedHashMap<>();
    private final List<SupervisedChild> supervised = new ArrayList<>();
    private final List<String> needed = new ArrayList<>();

    private Wiring(Configuration configuration, Platform platform, LateMeters meters) {
        this.specs = new ChildSpecs(configuration.init().within());
        this.meters = meters;
        this.builtIns = builtIns(configuration);
        this.environment = new ChildEnvironment(platform.environment(), addresses(builtIns));
    }

    /** Everything but the pipeline; spawns nothing. */
    static Household household(Configuration configuration, Platform platform, LateMeters meters) {
        Wiring wiring = new Wiring(configuration, platform, meters);
        wiring.handler(configuration.handler());
        configuration.middleware().forEach(wiring::middleware);
        configuration.sidecars().forEach(wiring::sidecar);
        return wiring.finish(platform);
    }

    /** The way of an event, by the same configuration. */
    static Pipeline pipeline(Configuration configuration, Platform platform, Household household) {
        List<Stage> stages = configuration.middleware().stream()
                .map(middleware -> new Stage(middleware.name(), middleware.timeout(), onFailure(middleware)))
                .toList();
        return new Pipeline(
                stages,
                HandlerConfig.NAME,
                platform.handlerLabel(),
                new Limits(
                        configuration.deadline().margin()::of,
                        configuration.deadline().max()),
                new RequiredSidecars(household.children(), configuration.sidecars()),
                household.workers());
    }

    private void handler(HandlerConfig handler) {
        worker(specs.of(handler), handler.command(), handler.child(), Role.HANDLER);
    }

    private void middleware(MiddlewareConfig middleware) {
        worker(specs.of(middleware), middleware.command(), middleware.child(), Role.MIDDLEWARE);
    }

    private void worker(ChildSpec spec, List<String> words, ChildConfig child, Role role) {
        Command command = new Command(
                words,
                environment.ofWorker(spec.name(), child.environment()),
                child.process().directory());
        WorkerSpawner spawner = new WorkerSpawner(command, role, relay, new WorkerSlot(spec.name()), children::join);
        workers.put(spec.name(), spawner);
        supervise(spec, spawner);
    }

    private void sidecar(SidecarConfig sidecar) {
        Spawner spawner = switch (sidecar.kind()) {
            case SidecarKind.BuiltIn _ -> new EmbeddedSpawner(builtIn(sidecar.name()), meters);
            case SidecarKind.Command command ->
                new CommandSpawner(
                        new Command(
                                command.words(),
                                environment.of(sidecar.child().environment()),
                                sidecar.child().process().directory()),
                        relay);
        };
        supervise(specs.of(sidecar), spawner);
    }

    private void supervise(ChildSpec spec, Spawner spawner) {
        supervised.add(new SupervisedChild(spec, spawner));
        if (spec.required()) {
            needed.add(spec.name());
        }
    }

    private Household finish(Platform platform) {
        String run = platform.runId();
        Children all = new Children(run, supervised, InstantSource.system());
        children.complete(all);
        Map<String, WorkerSlot> slots = new HashMap<>();
        workers.forEach((name, spawner) -> slots.put(name, spawner.slot()));
        List<String> order =
                supervised.stream().map(child -> child.spec().name()).toList();
        Supervision supervision = new ChildrenSupervision(all, run, Set.copyOf(builtIns.keySet()));
        return new Household(all, supervision, new SupervisedWorkers(slots), Map.copyOf(workers), relay, order, needed);
    }

    private Sidecar builtIn(String name) {
        Sidecar sidecar = builtIns.get(name);
        if (sidecar == null) {
            throw new IllegalStateException("internal error: built-in sidecar " + name + " was not made");
        }
        return sidecar;
    }

    private static Map<String, Sidecar> builtIns(Configuration configuration) {
        Map<String, Sidecar> made = new LinkedHashMap<>();
        for (SidecarConfig sidecar : configuration.sidecars()) {
            if (sidecar.kind() instanceof SidecarKind.BuiltIn builtIn) {
                made.put(sidecar.name(), builtIn(builtIn).create(builtIn.with()));
            }
        }
        return made;
    }

    private static BuiltIn builtIn(SidecarKind.BuiltIn kind) {
        return BuiltIn.named(kind.use())
                .orElseThrow(() -> new IllegalStateException("internal error: no built-in is called " + kind.use()));
    }

    private static Map<String, String> addresses(Map<String, Sidecar> builtIns) {
        Map<String, String> addresses = new HashMap<>();
        builtIns.values().forEach(sidecar -> addresses.putAll(sidecar.environment()));
        return addresses;
    }

    private static Stage.OnFailure onFailure(MiddlewareConfig middleware) {
        return middleware.onFailure() == OnFailure.FAIL ? Stage.OnFailure.FAIL : Stage.OnFailure.SKIP;
    }
}
