package dev.openruntime.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that sidecars depend on sidecars that exist, and never in a cycle. */
final class DependencyCheck {

    private final Reading reading;
    private final ChildNames names;
    private final Set<String> sidecars = new LinkedHashSet<>();
    private final List<Dependency> dependencies;

    DependencyCheck(Reading reading, ChildNames names, List<SidecarConfig> sidecars, List<Dependency> dependencies) {
        this.reading = reading;
        this.names = names;
        this.dependencies = dependencies;
        for (SidecarConfig sidecar : sidecars) {
            if (!sidecar.name().isEmpty()) {
                this.sidecars.add(sidecar.name());
            }
        }
    }

    void run() {
        if (dependencies.isEmpty()) {
            return;
        }
        for (Dependency dependency : dependencies) {
            if (!sidecars.contains(dependency.to())) {
                reading.problems().add(dependency.place(), dependency.path(), unknown(dependency));
            }
        }
        reportCycles();
    }

    private String unknown(Dependency dependency) {
        var others = new ArrayList<>(sidecars);
        others.remove(dependency.from());
        String name = Shown.plain(dependency.to());
        Place disabled = names.disabled(dependency.to());
        if (disabled != null) {
            return "`" + name + "` is taken away by `enabled: false` at " + disabled;
        }
        String what = names.contains(dependency.to())
                ? "`" + name + "` is no sidecar, and a sidecar can only depend on sidecars"
                : "no sidecar is called `" + name + "`";
        return what + (others.isEmpty() ? "; there is no other" : "; there are: " + Shown.list(others));
    }

    /** Takes away what depends on nothing that is left, until only cycles, and what depends on them, are left. */
    private void reportCycles() {
        Map<String, List<Dependency>> left = new LinkedHashMap<>();
        for (Dependency dependency : dependencies) {
            if (!dependency.from().isEmpty()) {
                List<Dependency> own = left.getOrDefault(dependency.from(), new ArrayList<>());
                own.add(dependency);
                left.put(dependency.from(), own);
            }
        }
        takeAwayFree(left);
        while (!left.isEmpty()) {
            List<Dependency> cycle = cycle(left);
            Dependency first = cycle.getFirst();
            var shown = new StringBuilder("dependency cycle: ").append(first.from());
            for (Dependency dependency : cycle) {
                shown.append(" -> ").append(dependency.to());
                left.remove(dependency.from());
            }
            reading.problems().add(first.place(), first.path(), shown.toString());
            takeAwayFree(left);
        }
    }

    /** Plain loops: a lambda's bootstrap would cost more than the whole check, and this runs before the first spawn. */
    private static void takeAwayFree(Map<String, List<Dependency>> left) {
        int before = left.size() + 1;
        while (left.size() < before) {
            before = left.size();
            for (Iterator<List<Dependency>> each = left.values().iterator(); each.hasNext(); ) {
                if (next(each.next(), left) == null) {
                    each.remove();
                }
            }
        }
    }

    /** One cycle: from the first sidecar that is left, along what it depends on, until a sidecar comes again. */
    private static List<Dependency> cycle(Map<String, List<Dependency>> left) {
        var walked = new ArrayList<Dependency>();
        var seen = new LinkedHashSet<String>();
        String name = left.keySet().iterator().next();
        while (seen.add(name)) {
            Dependency dependency = Objects.requireNonNull(next(left.getOrDefault(name, List.of()), left));
            walked.add(dependency);
            name = dependency.to();
        }
        while (!walked.getFirst().from().equals(name)) {
            walked.removeFirst();
        }
        return walked;
    }

    private static @Nullable Dependency next(List<Dependency> dependencies, Map<String, List<Dependency>> left) {
        for (Dependency dependency : dependencies) {
            if (left.containsKey(dependency.to())) {
                return dependency;
            }
        }
        return null;
    }
}
