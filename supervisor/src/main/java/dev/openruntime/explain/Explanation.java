package dev.openruntime.explain;

import dev.openruntime.config.Configuration;
import dev.openruntime.config.FlushRisk;
import java.util.List;
import java.util.Map;

/**
 * All that is to be told of a configuration's plans.
 *
 * @param start who starts when
 * @param flushed who is flushed
 * @param risks who loses something where the platform kills without warning
 * @param shutdown how it ends
 */
public record Explanation(StartPlan start, List<Flushing> flushed, List<FlushRisk> risks, ShutdownPlan shutdown) {

    public Explanation {
        flushed = List.copyOf(flushed);
        risks = List.copyOf(risks);
    }

    /**
     * Of a configuration that is in order.
     *
     * @param environment the one that the supervisor would be started with
     */
    public static Explanation of(Configuration configuration, Planner planner, Map<String, String> environment) {
        return new Explanation(
                StartPlan.of(configuration, planner.oneShots(configuration)),
                Flushing.of(configuration),
                FlushRisk.of(configuration),
                planner.shutdown(configuration, environment));
    }
}
