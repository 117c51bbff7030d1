package dev.openruntime.supervisor;

import dev.openruntime.child.ChildRole;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.Condition;
import dev.openruntime.child.RestartPolicy;
import dev.openruntime.child.Startup;
import dev.openruntime.child.StopSpec;
import dev.openruntime.config.BackoffConfig;
import dev.openruntime.config.ChildConfig;
import dev.openruntime.config.DependencyCondition;
import dev.openruntime.config.HandlerConfig;
import dev.openruntime.config.HttpRequest;
import dev.openruntime.config.MiddlewareConfig;
import dev.openruntime.config.OnFailure;
import dev.openruntime.config.ProbeTarget;
import dev.openruntime.config.RestartConfig;
import dev.openruntime.config.SidecarConfig;
import dev.openruntime.config.SidecarKind;
import dev.openruntime.config.StartupProbe;
import dev.openruntime.config.StopConfig;
import dev.openruntime.health.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Turns what the configuration says of a child into what the lifecycle knows of one. Pure. */
final class ChildSpecs {

    private final Duration initWithin;

    /**
     * @param initWithin how long a worker may load: as long as init may take, for there is no probe that says otherwise
     */
    ChildSpecs(Duration initWithin) {
        this.initWithin = initWithin;
    }

    ChildSpec of(HandlerConfig handler) {
        return worker(HandlerConfig.NAME, ChildRole.HANDLER, true, handler.child());
    }

    ChildSpec of(MiddlewareConfig middleware) {
        boolean required = middleware.onFailure() == OnFailure.FAIL;
        return worker(middleware.name(), ChildRole.MIDDLEWARE, required, middleware.child());
    }

    ChildSpec of(SidecarConfig sidecar) {
        return new ChildSpec(
                sidecar.name(),
                ChildRole.SIDECAR,
                sidecar.required(),
                conditions(sidecar.child()),
                startup(sidecar),
                restart(sidecar.child().restart()),
                stop(sidecar.child().stop()));
    }

    private ChildSpec worker(String name, ChildRole role, boolean required, ChildConfig child) {
        return new ChildSpec(
                name,
                role,
                required,
                conditions(child),
                new Startup.SaysSo(initWithin),
                restart(child.restart()),
                stop(child.stop()));
    }

    private Startup startup(SidecarConfig sidecar) {
        return switch (sidecar.kind()) {
            case SidecarKind.BuiltIn _ -> new Startup.SaysSo(initWithin);
            case SidecarKind.Command _ ->
                sidecar.startup().map(ChildSpecs::probe).orElseGet(Startup.AtOnce::new);
        };
    }

    private static Startup probe(StartupProbe probe) {
        Target target = switch (probe.target()) {
            case ProbeTarget.Http http -> http(http);
            case ProbeTarget.Tcp tcp -> new Target.Tcp(tcp.host(), tcp.port());
            case ProbeTarget.Unix _, ProbeTarget.Exec _, ProbeTarget.Log _ ->
                throw new IllegalArgumentException("internal error: cannot probe " + probe.target());
        };
        return new Startup.Probe(target, probe.every(), probe.timeout(), probe.within());
    }

    private static Target http(ProbeTarget.Http http) {
        return switch (http.request().address()) {
            case HttpRequest.Address.Port(String host, int port) ->
                new Target.Http(host, port, http.request().path());
            case HttpRequest.Address.Socket _ ->
                throw new IllegalArgumentException("internal error: cannot probe " + http);
        };
    }

    private static Map<String, Condition> conditions(ChildConfig child) {
        Map<String, Condition> conditions = new HashMap<>();
        child.dependsOn()
                .forEach((name, condition) -> conditions.put(
                        name,
                        switch (condition) {
                            case DependencyCondition.Started _ -> Condition.STARTED;
                            case DependencyCondition.Healthy _ -> Condition.HEALTHY;
                            case DependencyCondition.Completed _, DependencyCondition.Logged _ ->
                                throw new IllegalArgumentException("internal error: cannot wait for " + condition);
                        }));
        return conditions;
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
