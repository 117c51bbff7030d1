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
 * @param flush when its {@code flush} hook is called, if it has one; without a request
 * @param child what every child has
 */
public record MiddlewareConfig(
        String name,
        List<String> command,
        Optional<Duration> timeout,
        OnFailure onFailure,
        FlushConfig flush,
        ChildConfig child) {

    public MiddlewareConfig {
        command = List.copyOf(command);
    }
}
