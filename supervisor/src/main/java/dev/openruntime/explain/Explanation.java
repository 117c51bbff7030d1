package dev.openruntime.explain;

import dev.openruntime.config.Configuration;
import java.util.List;

/**
 * All that is to be told of a configuration's plans.
 *
 * @param start who starts when
 * @param flushed who is flushed
 * @param shutdown how it ends
 */
public record Explanation(StartPlan start, List<Flushing> flushed, ShutdownPlan shutdown) {

    public Explanation {
        flushed = List.copyOf(flushed);
    }

    /** Of a configuration that is in order. */
    public static Explanation of(Configuration configuration, ShutdownPlan shutdown) {
        return new Explanation(StartPlan.of(configuration), Flushing.of(configuration), shutdown);
    }
}
