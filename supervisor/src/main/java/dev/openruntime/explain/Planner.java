package dev.openruntime.explain;

import dev.openruntime.config.Configuration;
import java.util.Map;
import java.util.Set;

/** What only the supervisor itself can say of its plans. Starts nothing; any thread. */
public interface Planner {

    /** The names of the sidecars that it would see as done when they have ended, not as dead. */
    Set<String> oneShots(Configuration configuration);

    /**
     * How it would end.
     *
     * @param environment the one that it would be started with
     */
    ShutdownPlan shutdown(Configuration configuration, Map<String, String> environment);
}
