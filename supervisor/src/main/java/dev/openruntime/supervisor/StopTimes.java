package dev.openruntime.supervisor;

import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.StopPlan;
import dev.openruntime.child.StopWave;
import dev.openruntime.child.SupervisedChild;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long each child has from its stop signal until it is killed, at worst. Reckoned when the first one asks: that is
 * a sidecar with a command at its first spawn, so the handler's doesn't wait for it, and many functions never need it.
 * Any thread.
 */
final class StopTimes {

    private final List<SupervisedChild> children;
    private final Duration within;
    private final Map<String, Duration> times = new HashMap<>();

    /**
     * @param children filled by who makes this, and complete by the first question
     * @param within for all of them
     */
    StopTimes(List<SupervisedChild> children, Duration within) {
        this.children = children;
        this.within = within;
    }

    synchronized Duration of(String name) {
        if (times.isEmpty()) {
            reckon();
        }
        return times.getOrDefault(name, Duration.ZERO);
    }

    private void reckon() {
        List<ChildSpec> specs = new ArrayList<>();
        for (SupervisedChild child : children) {
            specs.add(child.spec());
        }
        for (StopWave wave : StopPlan.of(specs, within)) {
            for (ChildSpec child : wave.children()) {
                times.put(child.name(), wave.untilKilled(child));
            }
        }
    }
}
