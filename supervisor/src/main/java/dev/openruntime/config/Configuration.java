package dev.openruntime.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the configuration says, complete: defaults are filled in, names are unique over all children.
 *
 * @param file the function's own file, absolute; none: all comes from fragments
 * @param fragments what was merged before it, in this order
 * @param directory the working directory of all children, absolute: the folder of the file if that is in the task root
 *     ({@code LAMBDA_TASK_ROOT}) or if no task root is set, else the task root, or where none is set the one in which
 *     the supervisor was started
 * @param handler the process that runs business logic
 * @param middleware the stages around it, outermost first
 * @param sidecars the helpers beside it, in file order
 * @param deadline how long before the platform's deadline an invocation is ended
 * @param init how long the start may take
 * @param shutdown how long the end may take
 * @param admin where a person asks how the children are
 */
public record Configuration(
        Optional<Path> file,
        List<Path> fragments,
        Path directory,
        HandlerConfig handler,
        List<MiddlewareConfig> middleware,
        List<SidecarConfig> sidecars,
        DeadlineConfig deadline,
        InitConfig init,
        ShutdownConfig shutdown,
        AdminConfig admin) {

    public Configuration {
        fragments = List.copyOf(fragments);
        middleware = List.copyOf(middleware);
        sidecars = List.copyOf(sidecars);
    }
}
