package dev.openruntime.child;

import java.time.Duration;
import java.util.List;

/**
 * Children that are stopped side by side.
 *
 * @param share what they may use of the time that there is, at worst
 */
public record StopWave(List<ChildSpec> children, StopShare share) {

    public StopWave {
        children = List.copyOf(children);
    }

    /** From the moment when one of them is asked to end until it is killed, at worst: more where others leave time. */
    public Duration untilKilled(ChildSpec child) {
        return shorter(child.stop().within(), share.untilKilled());
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
