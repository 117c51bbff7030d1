package dev.openruntime.explain;

import java.time.Duration;
import java.util.List;

/**
 * How the time of a shutdown is divided at worst, when each takes all that it may. What one leaves, the next have.
 *
 * @param within the whole
 * @param configured whether the configuration says so; else it is what the platform grants
 * @param invocation for the invocation under way
 * @param flush for the last flush of everybody, side by side
 * @param waves the children, first to last: each wave is stopped when the one before is over
 * @param process for the supervisor itself
 * @param limit when everything is killed that isn't over by then, from the beginning
 */
public record ShutdownPlan(
        Duration within,
        boolean configured,
        Duration invocation,
        Duration flush,
        List<Wave> waves,
        Duration process,
        Duration limit) {

    /**
     * Children that are stopped side by side.
     *
     * @param share until all of them are gone
     */
    public record Wave(Duration share, List<Stop> children) {
        public Wave {
            children = List.copyOf(children);
        }
    }

    /**
     * One child.
     *
     * @param signal its name without {@code SIG}
     * @param within from being asked to end until it is killed
     */
    public record Stop(String name, String signal, Duration within) {}

    public ShutdownPlan {
        waves = List.copyOf(waves);
    }
}
