package dev.openruntime.child;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** In which order children are stopped: in waves, each only when the one before is over. */
final class StopPlan {

    private StopPlan() {}

    /**
     * The waves, first to last. Nobody is stopped before all that depend on it; where that leaves a choice, the handler
     * goes before middleware, and middleware before sidecars.
     *
     * @throws IllegalArgumentException if they depend on each other in a circle
     */
    static List<List<ChildSpec>> waves(List<ChildSpec> children) {
        Map<String, ChildSpec> left = new LinkedHashMap<>();
        children.forEach(child -> left.put(child.name(), child));
        List<List<ChildSpec>> waves = new ArrayList<>();
        while (!left.isEmpty()) {
            List<ChildSpec> free = left.values().stream()
                    .filter(child -> left.values().stream()
                            .noneMatch(other -> other.dependsOn().containsKey(child.name())))
                    .toList();
            if (free.isEmpty()) {
                throw new IllegalArgumentException("internal error: children depend on each other in a circle: "
                        + String.join(", ", left.keySet()));
            }
            ChildRole last =
                    free.stream().map(ChildSpec::role).max(ChildRole::compareTo).orElseThrow();
            List<ChildSpec> wave =
                    free.stream().filter(child -> child.role() == last).toList();
            wave.forEach(child -> left.remove(child.name()));
            waves.add(wave);
        }
        return waves;
    }
}
