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

/** Checks that children depend on children that exist and can get that far, and never in a cycle. */
final class DependencyCheck {

    private final Reading reading;
    private final ChildNames names;
    private final Configuration configuration;
    private final List<Dependency> dependencies;

    DependencyCheck(Reading reading, ChildNames names, Configuration configuration, List<Dependency> dependencies) {
        this.reading = reading;
        this.names = names;
        this.configuration = configuration;
        this.dependencies = dependencies;
    }

    void run() {
        Set<String> children = children();
        for (Dependency dependency : dependencies) {
            if (children.contains(dependency.to())) {
                String hopeless = hopeless(dependency);
                if (hopeless != null) {
                    reading.problems().add(dependency.place(), dependency.path(), hopeless);
                }
            } else {
                unknown(dependency, children);
            }
        }
        reportCycles();
    }

    private Set<String> children() {
        var children = new LinkedHashSet<String>();
        for (SidecarConfig sidecar : configuration.sidecars()) {
            children.add(sidecar.name());
        }
        for (MiddlewareConfig stage : configuration.middleware()) {
            children.add(stage.name());
        }
        children.remove(""); // a name that can't be used
        children.add(HandlerConfig.NAME);
        return children;
    }

    private void unknown(Dependency dependency, Set<String> children) {
        var others = new ArrayList<>(children);
        others.remove(dependency.from());
        String name = Shown.plain(dependency.to());
        Place disabled = names.disabled(dependency.to());
        if (disabled != null) {
            String why = "`" + name + "` is taken away by `enabled: false` at " + disabled;
            reading.problems().add(dependency.place(), dependency.path(), why);
        } else if (others.isEmpty()) {
            String why = "no child is called `" + name + "`; there is no other";
            reading.problems().add(dependency.place(), dependency.path(), why);
        } else {
            String what = "no child is called `" + name + "`";
            Object _ = reading.problems().unknown(dependency.place(), dependency.path(), what, dependency.to(), others);
        }
    }

    /** Why the other will never get that far, null if it may. No pattern switch: the first costs milliseconds. */
    private @Nullable String hopeless(Dependency dependency) {
        if (dependency.condition() instanceof DependencyCondition.Completed) {
            return neverCompletes(dependency.to());
        }
        return dependency.condition() instanceof DependencyCondition.Logged logged
                ? neverPrints(dependency.to(), logged)
                : null;
    }

    private @Nullable String neverCompletes(String name) {
        SidecarConfig sidecar = sidecar(name);
        if (sidecar == null || sidecar.kind() instanceof SidecarKind.BuiltIn) {
            String what = sidecar == null ? "a worker" : "a built-in";
            return "`" + name + "` is " + what
                    + ", which runs until it is stopped, and so never completes; wait until it" + " is `healthy`";
        }
        return sidecar.child().restart().policy() == RestartPolicy.ALWAYS
                ? "`" + name + "` is started again when it ends, and so never completes; give it"
                        + " `restart: { policy: never }`, or `on-failure`"
                : null;
    }

    private @Nullable String neverPrints(String name, DependencyCondition.Logged logged) {
        SidecarConfig sidecar = sidecar(name);
        if (sidecar != null
                && sidecar.kind() instanceof SidecarKind.BuiltIn builtIn
                && builtIn.isolation() == Isolation.EMBEDDED) {
            return "`" + name + "` runs inside the supervisor and has no output of its own; wait until it is `healthy`";
        }
        return logged.regex().isEmpty()
                ? "`" + name + "` has no `startup: { log: … }` that says which line to wait for; say it here: `" + name
                        + ": { logged: REGEX }`"
                : null;
    }

    private @Nullable SidecarConfig sidecar(String name) {
        for (SidecarConfig sidecar : configuration.sidecars()) {
            if (sidecar.name().equals(name)) {
                return sidecar;
            }
        }
        return null;
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

    /** One cycle: from the first child that is left, along what it depends on, until a child comes again. */
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
