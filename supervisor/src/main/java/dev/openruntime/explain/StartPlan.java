package dev.openruntime.explain;

import dev.openruntime.config.Configuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who starts when.
 *
 * @param waves the children, first to last: those of the first start at once, each other when all that it waits for,
 *     which is in the waves before, are that far
 * @param within how long init may take
 * @param critical what takes longest at worst, of all that init waits for
 */
public record StartPlan(List<List<Starting>> waves, Duration within, CriticalPath critical) {

    public StartPlan {
        waves = List.copyOf(waves);
    }

    /** Of a configuration that is in order: nobody waits for himself. */
    static StartPlan of(Configuration configuration, Set<String> oneShots) {
        List<Starting> children = Startings.of(configuration, oneShots);
        return new StartPlan(waves(children), configuration.init().within(), CriticalPath.of(children));
    }

    /** Those that init waits for. */
    public List<String> needed() {
        return waves.stream()
                .flatMap(List::stream)
                .filter(Starting::needed)
                .map(Starting::name)
                .toList();
    }

    private static List<List<Starting>> waves(List<Starting> children) {
        Map<String, Integer> done = new HashMap<>();
        List<List<Starting>> waves = new ArrayList<>();
        while (done.size() < children.size()) {
            List<Starting> wave = new ArrayList<>();
            for (Starting child : children) {
                if (!done.containsKey(child.name())
                        && done.keySet().containsAll(child.waitsFor().keySet())) {
                    wave.add(child);
                }
            }
            if (wave.isEmpty()) {
                throw new IllegalArgumentException("internal error: children wait for each other in a circle");
            }
            wave.forEach(child -> done.put(child.name(), waves.size()));
            waves.add(List.copyOf(wave));
        }
        return waves;
    }
}
