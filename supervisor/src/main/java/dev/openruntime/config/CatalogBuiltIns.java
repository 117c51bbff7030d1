package dev.openruntime.config;

import dev.openruntime.sidecar.catalog.BuiltIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The built-in sidecars that there are, and what they think of their settings. Stateless; any thread. */
public final class CatalogBuiltIns implements BuiltIns {

    @Override
    public Set<String> names() {
        return Set.copyOf(BuiltIn.labels());
    }

    @Override
    public boolean gathers(String use) {
        return named(use).gathers();
    }

    @Override
    public List<SettingProblem> check(String use, Map<String, Object> with) {
        BuiltIn builtIn = named(use);
        List<SettingProblem> problems = new ArrayList<>(); // no stream on the start path: the first costs milliseconds
        for (var problem : builtIn.check(with)) {
            problems.add(new SettingProblem(problem.path(), problem.message()));
        }
        return problems;
    }

    private static BuiltIn named(String use) {
        return BuiltIn.named(use)
                .orElseThrow(() -> new IllegalArgumentException("internal error: no built-in is called " + use));
    }
}
