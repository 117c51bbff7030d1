package dev.openruntime.supervisor;

import dev.openruntime.child.ChildRole;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.Condition;
import dev.openruntime.child.PeriodicCheck;
import dev.openruntime.child.RestartPolicy;
import dev.openruntime.child.Startup;
import dev.openruntime.child.StopSpec;
import dev.openruntime.config.BackoffConfig;
import dev.openruntime.config.ChildConfig;
import dev.openruntime.config.Configuration;
import dev.openruntime.config.DependencyCondition;
import dev.openruntime.config.HandlerConfig;
import dev.openruntime.config.MiddlewareConfig;
import dev.openruntime.config.OnFailure;
import dev.openruntime.config.Probe;
import dev.openruntime.config.ProbeTarget;
import dev.openruntime.config.RestartConfig;
import dev.openruntime.config.SidecarConfig;
import dev.openruntime.config.StartupProbe;
import dev.openruntime.config.StopConfig;
import dev.openruntime.health.Schedule;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns what the configuration says of a child into what the lifecycle knows of one. Pure. */
final class ChildSpecs {

    private final Duration initWithin;
    private final Set<String> awaitedToTheEnd = new HashSet<>();

    /** A worker may load as long as init may take, for there is no probe that says otherwise. */
    ChildSpecs(Configuration configuration) {
        this.initWithin = configuration.init().within();
        noteWhoIsAwaitedToTheEnd(configuration.handler().child());
        configuration.middleware().forEach(middleware -> noteWhoIsAwaitedToTheEnd(middleware.child()));
        configuration.sidecars().forEach(sidecar -> noteWhoIsAwaitedToTheEnd(sidecar.child()));
    }

    private void noteWhoIsAwaitedToTheEnd(ChildConfig child) {
        for (Map.Entry<String, DependencyCondition> on : child.dependsOn().entrySet()) {
            if (on.getValue() instanceof DependencyCondition.Completed) {
                awaitedToTheEnd.add(on.getKey());
            }
        }
    }

    ChildSpec of(HandlerConfig handler, ProbeTargets targets) {
        return worker(HandlerConfig.NAME, ChildRole.HANDLER, true, handler.child(), targets);
    }

    ChildSpec of(MiddlewareConfig middleware, ProbeTargets targets) {
        boolean required = middleware.onFailure() == OnFailure.FAIL;
        return worker(middleware.name(), ChildRole.MIDDLEWARE, required, middleware.child(), targets);
    }

    ChildSpec of(SidecarConfig sidecar, ProbeTargets targets) {
        ChildConfig child = sidecar.child();
        return new ChildSpec(
                sidecar.name(),
                ChildRole.SIDECAR,
                sidecar.required(),
                conditions(child),
                startup(sidecar, targets),
                check(sidecar.readiness(), targets),
                check(child.liveness(), targets),
                restart(child.restart()),
                stop(child.stop()));
    }

    private ChildSpec worker(String name, ChildRole role, boolean required, ChildConfig child, ProbeTargets targets) {
        return new ChildSpec(
                name,
                role,
                required,
                conditions(child),
                new Startup.SaysSo(initWithin),
                Optional.empty(),
                check(child.liveness(), targets),
                restart(child.restart()),
                stop(child.stop()));
    }

    private Startup startup(SidecarConfig sidecar, ProbeTargets targets) {
        return sidecar.kind().fold(_ -> startupOfCommand(sidecar, targets), _ -> new Startup.SaysSo(initWithin));
    }

    private Startup startupOfCommand(SidecarConfig sidecar, ProbeTargets targets) {
        return isOneShot(sidecar)
                ? new Startup.Completes()
                : sidecar.startup().map(probe -> startup(probe, targets)).orElseGet(Startup.AtOnce::new);
    }

    /**
     * Whether a sidecar does its work once and ends: others wait for its end, or nothing but its end could ever tell
     * that it has done what it is there for.
     */
    private boolean isOneShot(SidecarConfig sidecar) {
        return switch (sidecar.child().restart().policy()) {
            case NEVER ->
                awaitedToTheEnd.contains(sidecar.name()) || sidecar.startup().isEmpty();
            case ON_FAILURE -> awaitedToTheEnd.contains(sidecar.name());
            case ALWAYS -> false;
        };
    }

    private static Startup startup(StartupProbe probe, ProbeTargets targets) {
        if (probe.target() instanceof ProbeTarget.Log log) {
            return new Startup.LogLine(Pattern.compile(log.regex()), probe.within());
        }
        return new Startup.Probe(
                targets.of(probe.target()), probe.every(), probe.timeout(), probe.within(), probe.successes());
    }

    private static Optional<PeriodicCheck> check(Optional<Probe> probe, ProbeTargets targets) {
        return probe.map(declared -> new PeriodicCheck(
                targets.of(declared.target()),
                new Schedule(declared.every(), declared.timeout(), declared.failures(), declared.successes())));
    }

    private static Map<String, Condition> conditions(ChildConfig child) {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        for (Map.Entry<String, DependencyCondition> on : child.dependsOn().entrySet()) {
            conditions.put(on.getKey(), condition(on.getValue()));
        }
        return conditions;
    }

    /** No pattern switch: it costs milliseconds, and this is on the way to the first spawn. */
    private static Condition condition(DependencyCondition condition) {
        if (condition instanceof DependencyCondition.Started) {
            return new Condition.Started();
        }
        if (condition instanceof DependencyCondition.Healthy) {
            return new Condition.Healthy();
        }
        if (condition instanceof DependencyCondition.Completed) {
            return new Condition.Completed();
        }
        if (condition instanceof DependencyCondition.Logged logged) {
            return new Condition.Logged(Pattern.compile(logged.regex()));
        }
        throw new IllegalArgumentException("internal error: cannot wait for " + condition);
    }

    private static RestartPolicy restart(RestartConfig restart) {
        RestartPolicy.When when = switch (restart.policy()) {
            case ALWAYS -> RestartPolicy.When.ALWAYS;
            case ON_FAILURE -> RestartPolicy.When.ON_FAILURE;
            case NEVER -> RestartPolicy.When.NEVER;
        };
        BackoffConfig backoff = restart.backoff();
        return new RestartPolicy(when, backoff.initial(), backoff.factor(), backoff.max(), restart.resetAfter());
    }

    private static StopSpec stop(StopConfig stop) {
        return new StopSpec(stop.signal().name(), stop.within());
    }
}
