package dev.openruntime.config;

import java.nio.file.Path;
import java.util.List;

/**
 * What one configuration file says, complete: defaults are filled in, names are unique over all children.
 *
 * @param file the file it was read from, absolute
 * @param directory the working directory of all children, absolute: the folder of the file if that is in the task root
 *     ({@code LAMBDA_TASK_ROOT}) or if no task root is set, else the task root
 * @param handler the process that runs business logic
 * @param middleware the stages around it, outermost first
 * @param sidecars the helpers beside it, in file order
 * @param deadline how long before the platform's deadline an invocation is ended
 * @param init how long the start may take
 * @param shutdown how long the end may take
 */
public record Configuration(
        Path file,
        Path directory,
        HandlerConfig handler,
        List<MiddlewareConfig> middleware,
        List<SidecarConfig> sidecars,
        DeadlineConfig deadline,
        InitConfig init,
        ShutdownConfig shutdown) {

    public Configuration {
        middleware = List.copyOf(middleware);
        sidecars = List.copyOf(sidecars);
    }
}
