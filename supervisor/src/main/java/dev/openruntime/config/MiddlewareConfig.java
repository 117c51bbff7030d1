package dev.openruntime.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A stage before and after the handler, run by a worker process.
 *
 * @param name unique over all children, {@code [a-z0-9][a-z0-9-]*}, at most 63 characters
 * @param command the words of the command, at least one; a relative first word with a slash is already resolved
 * @param timeout of one hook call; none: until the soft deadline
 * @param onFailure what its failure means for the invocation
 * @param environment what its process inherits and what is set
 * @param restart what follows a death
 * @param stop how it is ended
 */
public record MiddlewareConfig(
        String name,
        List<String> command,
        Optional<Duration> timeout,
        OnFailure onFailure,
        EnvironmentConfig environment,
        RestartConfig restart,
        StopConfig stop) {

    public MiddlewareConfig {
        command = List.copyOf(command);
    }
}
