package dev.openruntime.config;

import java.util.Map;
import java.util.Optional;

/**
 * What can be said of every child, be it the handler, a middleware or a sidecar.
 *
 * @param dependsOn the children that must be that far before this one is started, by name, in file order; never a cycle
 * @param liveness what is asked now and then once it is ready; a child that fails it is killed and replaced
 * @param environment what its process inherits and what is set; without effect for an embedded built-in
 * @param process how its process is set up; without effect for an embedded built-in
 * @param logs where its output goes
 * @param restart what follows a death
 * @param stop how it is ended
 */
public record ChildConfig(
        Map<String, DependencyCondition> dependsOn,
        Optional<Probe> liveness,
        EnvironmentConfig environment,
        ProcessConfig process,
        LogsConfig logs,
        RestartConfig restart,
        StopConfig stop) {

    public ChildConfig {
        dependsOn = Ordered.copy(dependsOn);
    }
}
