package dev.openruntime.child;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** In which order children are stopped: in waves, each only when the one before is over. */
public final class StopPlan {

    private StopPlan() {}

    /**
     * The waves, first to last. Nobody is stopped before all that depend on it; where that leaves a choice, the handler
     * goes before middleware, and middleware before sidecars.
     *
     * @throws IllegalArgumentException if they depend on each other in a circle
     */
    public static List<List<ChildSpec>> waves(List<ChildSpec> children) {
        Map<String, ChildSpec> left = new LinkedHashMap<>();
        for (ChildSpec child : children) {
            left.put(child.name(), child);
        }
        List<List<ChildSpec>> waves = new ArrayList<>();
        while (!left.isEmpty()) {
            List<ChildSpec> wave = nextWave(left.values());
            if (wave.isEmpty()) {
                throw new IllegalArgumentException("internal error: children depend on each other in a circle: "
                        + String.join(", ", left.keySet()));
            }
            for (ChildSpec child : wave) {
                left.remove(child.name());
            }
            waves.add(wave);
        }
        return waves;
    }

    /**
     * Those of the latest role among all that nobody depends on. Plain loops, and no {@code equals} of a record, whose
     * first call costs milliseconds: this runs before the first spawn.
     */
    private static List<ChildSpec> nextWave(Collection<ChildSpec> left) {
        List<ChildSpec> wave = new ArrayList<>();
        for (ChildSpec child : left) {
            if (isNeeded(child, left)) {
                continue;
            }
            int order =
                    wave.isEmpty() ? 1 : child.role().compareTo(wave.getFirst().role());
            if (order > 0) {
                wave.clear();
            }
            if (order >= 0) {
                wave.add(child);
            }
        }
        return wave;
    }

    private static boolean isNeeded(ChildSpec child, Collection<ChildSpec> left) {
        for (ChildSpec other : left) {
            if (other.dependsOn().containsKey(child.name())) {
                return true;
            }
        }
        return false;
    }
}
