package dev.openruntime.child;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which order children are stopped: in waves, each only when the one before is over. Plain loops, and no
 * {@code equals} of a record, whose first call costs milliseconds: the check for circles runs before the first spawn.
 */
public final class StopPlan {

    private final Map<String, ChildSpec> left = new LinkedHashMap<>();

    private StopPlan(List<ChildSpec> children) {
        for (ChildSpec child : children) {
            left.put(child.name(), child);
        }
    }

    /**
     * The waves, first to last. Nobody is stopped before all that depend on it. Where that leaves a choice, the handler
     * goes before middleware, and middleware before sidecars: of an earlier role only those are stopped meanwhile that
     * are in the way of it.
     *
     * @throws IllegalArgumentException if they depend on each other in a circle
     */
    public static List<List<ChildSpec>> waves(List<ChildSpec> children) {
        StopPlan plan = new StopPlan(children);
        List<List<ChildSpec>> waves = new ArrayList<>();
        while (!plan.left.isEmpty()) {
            List<ChildSpec> wave = plan.nextWave();
            if (wave.isEmpty()) {
                throw new IllegalArgumentException("internal error: children depend on each other in a circle: "
                        + String.join(", ", plan.left.keySet()));
            }
            for (ChildSpec child : wave) {
                plan.left.remove(child.name());
            }
            waves.add(wave);
        }
        return waves;
    }

    /**
     * The waves and what each of them may use of the time that there is, if every one takes all that it may.
     *
     * @param within for all of them
     */
    public static List<StopWave> of(List<ChildSpec> children, Duration within) {
        List<List<ChildSpec>> waves = waves(children);
        List<StopWave> planned = new ArrayList<>();
        Duration left = within;
        for (int i = 0; i < waves.size(); i++) {
            StopShare share = StopShare.of(left, waves.size() - i);
            planned.add(new StopWave(waves.get(i), share));
            left = left.minus(share.whole());
        }
        return planned;
    }

    /** Those that nobody depends on and that are of the latest role among all, or depend on one that is. */
    private List<ChildSpec> nextWave() {
        Set<String> needed = needed();
        ChildRole latest = ChildRole.SIDECAR;
        for (ChildSpec child : left.values()) {
            if (child.role().compareTo(latest) > 0) {
                latest = child.role();
            }
        }
        Map<String, Boolean> known = new HashMap<>();
        List<ChildSpec> wave = new ArrayList<>();
        for (ChildSpec child : left.values()) {
            if (!needed.contains(child.name()) && leadsTo(latest, child, known)) {
                wave.add(child);
            }
        }
        return wave;
    }

    private Set<String> needed() {
        Set<String> needed = new HashSet<>();
        for (ChildSpec child : left.values()) {
            needed.addAll(child.dependsOn().keySet());
        }
        return needed;
    }

    private boolean leadsTo(ChildRole role, ChildSpec child, Map<String, Boolean> known) {
        if (child.role() == role) {
            return true;
        }
        Boolean before = known.putIfAbsent(child.name(), false);
        if (before != null) {
            return before;
        }
        for (String other : child.dependsOn().keySet()) {
            ChildSpec next = left.get(other);
            if (next != null && leadsTo(role, next, known)) {
                known.put(child.name(), true);
                return true;
            }
        }
        return false;
    }
}
