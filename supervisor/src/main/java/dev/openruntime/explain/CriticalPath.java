package dev.openruntime.explain;

import dev.openruntime.config.DependencyCondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The longest chain of children that wait for each other, by the bounds that the configuration gives them.
 *
 * @param steps first to last; the last is one that init waits for
 * @param bound the sum of their bounds. Those that have none of their own share what is left of init's
 */
public record CriticalPath(List<Step> steps, Duration bound) {

    /**
     * One child on the way.
     *
     * @param waitsUntil how far the next must see it: a word of {@code dependsOn}; {@code ready} for the last
     * @param takes at most; zero for what is waited for before it is ready, and for what has no bound of its own
     */
    public record Step(Starting child, String waitsUntil, Duration takes) {}

    public CriticalPath {
        steps = List.copyOf(steps);
    }

    static CriticalPath of(List<Starting> children) {
        var search = new Search(children);
        CriticalPath longest = new CriticalPath(List.of(), Duration.ZERO);
        for (Starting child : children) {
            CriticalPath path = search.until(child, "ready", child.within().orElse(Duration.ZERO));
            if (child.needed() && path.isLongerThan(longest)) {
                longest = path;
            }
        }
        return longest;
    }

    private boolean isLongerThan(CriticalPath other) {
        int order = bound.compareTo(other.bound);
        return order > 0 || (order == 0 && steps.size() > other.steps.size());
    }

    private CriticalPath and(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new CriticalPath(longer, bound.plus(step.takes()));
    }

    /** Each child's longest way is looked for once. */
    private static final class Search {
        private final Map<String, Starting> children = new HashMap<>();
        private final Map<String, CriticalPath> starts = new HashMap<>();

        Search(List<Starting> children) {
            children.forEach(child -> this.children.put(child.name(), child));
        }

        CriticalPath until(Starting child, String state, Duration takes) {
            CriticalPath start = starts.get(child.name());
            if (start == null) {
                start = longest(child);
                starts.put(child.name(), start);
            }
            return start.and(new Step(child, state, takes));
        }

        private CriticalPath longest(Starting child) {
            CriticalPath longest = new CriticalPath(List.of(), Duration.ZERO);
            for (Map.Entry<String, DependencyCondition> each : child.waitsFor().entrySet()) {
                Starting other = children.get(each.getKey());
                if (other == null) {
                    throw new IllegalArgumentException("internal error: no child is called " + each.getKey());
                }
                CriticalPath path = switch (each.getValue()) {
                    case DependencyCondition.Started _ -> until(other, "started", Duration.ZERO);
                    case DependencyCondition.Healthy _ ->
                        until(other, "healthy", other.within().orElse(Duration.ZERO));
                    case DependencyCondition.Completed _ -> until(other, "completed", Duration.ZERO);
                    case DependencyCondition.Logged logged ->
                        until(
                                other,
                                "logged",
                                logged.regex().equals(other.line())
                                        ? other.within().orElse(Duration.ZERO)
                                        : Duration.ZERO);
                };
                longest = path.isLongerThan(longest) ? path : longest;
            }
            return longest;
        }
    }
}
