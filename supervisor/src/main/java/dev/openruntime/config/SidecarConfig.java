package dev.openruntime.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A long-lived helper beside the handler.
 *
 * @param name unique over all children, {@code [a-z0-9][a-z0-9-]*}, at most 63 characters
 * @param kind a command or a built-in
 * @param required whether init fails if it isn't ready in time, and whether invocations wait for it
 * @param readyWithin how long an invocation waits for it if it is required and down
 * @param dependsOn the sidecars that must be that far before this one is started, by name, in file order; never a cycle
 * @param startup the probe that says when a command is ready; none: it is ready once it is spawned. Never with a
 *     built-in
 * @param environment what its process inherits and what is set; without effect for an embedded built-in
 * @param restart what follows a death
 * @param stop how it is ended
 */
public record SidecarConfig(
        String name,
        SidecarKind kind,
        boolean required,
        Duration readyWithin,
        Map<String, DependencyCondition> dependsOn,
        Optional<StartupProbe> startup,
        EnvironmentConfig environment,
        RestartConfig restart,
        StopConfig stop) {

    public SidecarConfig {
        dependsOn = Ordered.copy(dependsOn);
    }
}
