package dev.openruntime.supervisor;

import dev.openruntime.config.BuiltIns;
import dev.openruntime.config.SettingProblem;
import dev.openruntime.sidecar.Sidecar;
import dev.openruntime.sidecar.catalog.BuiltIn;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lets the configuration ask what the built-in sidecars are and what they think of their settings. */
public final class BuiltInCatalog implements BuiltIns {

    /** Stateless; any thread. */
    public BuiltInCatalog() {}

    @Override
    public Set<String> names() {
        return Set.copyOf(BuiltIn.labels());
    }

    @Override
    public List<SettingProblem> check(String use, Map<String, Object> with) {
        return named(use).check(with).stream()
                .map(problem -> new SettingProblem(problem.path(), problem.message()))
                .toList();
    }

    Sidecar create(String use, Map<String, Object> with) {
        return named(use).create(with);
    }

    private static BuiltIn named(String use) {
        return BuiltIn.named(use)
                .orElseThrow(() -> new IllegalArgumentException("internal error: no built-in is called " + use));
    }
}
