package dev.openruntime.pipeline;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Failure;
import java.util.Optional;

/**
 * Whether an event may be handed to the function now: are the required sidecars there? Implemented by the supervisor.
 */
@FunctionalInterface
public interface Gate {

    /**
     * Blocks while something required is down but may come back, until the deadline at most.
     *
     * @return what keeps the invocation from running, or empty
     */
    Optional<Failure> pass(Deadline softDeadline);
}
