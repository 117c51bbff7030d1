package dev.openruntime.cli;

import dev.openruntime.config.BuiltIns;
import dev.openruntime.config.SettingProblem;
import dev.openruntime.sidecar.catalog.BuiltIn;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The built-in sidecars, for a check of the configuration before anything is started. */
final class KnownBuiltIns implements BuiltIns {

    @Override
    public Set<String> names() {
        return Set.copyOf(BuiltIn.labels());
    }

    @Override
    public List<SettingProblem> check(String use, Map<String, Object> with) {
        BuiltIn builtIn = BuiltIn.named(use)
                .orElseThrow(() -> new IllegalArgumentException("internal error: no built-in is called " + use));
        return builtIn.check(with).stream()
                .map(problem -> new SettingProblem(problem.path(), problem.message()))
                .toList();
    }
}
