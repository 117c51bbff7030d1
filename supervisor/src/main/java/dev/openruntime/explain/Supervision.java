package dev.openruntime.explain;

import dev.openruntime.config.Configuration;
import java.util.Map;

/** What only the supervisor itself can say of its plans. Starts nothing; any thread. */
public interface Supervision {

    /**
     * How it would end.
     *
     * @param environment the one that it would be started with
     */
    ShutdownPlan shutdown(Configuration configuration, Map<String, String> environment);
}
