package dev.openruntime.supervisor;

import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.StopPlan;
import dev.openruntime.child.StopWave;
import dev.openruntime.config.Configuration;
import dev.openruntime.explain.Planner;
import dev.openruntime.explain.ShutdownPlan;
import dev.openruntime.health.Execution;
import dev.openruntime.health.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells what the supervisor would do, by the code that does it. */
final class Plans implements Planner {

    @Override
    public Set<String> oneShots(Configuration configuration) {
        return specs(configuration).stream()
                .filter(ChildSpec::isOneShot)
                .map(ChildSpec::name)
                .collect(Collectors.toSet());
    }

    @Override
    public ShutdownPlan shutdown(Configuration configuration, Map<String, String> environment) {
        ShutdownBudget budget = new Platform(environment).shutdownBudget(configuration.shutdown());
        List<ShutdownPlan.Wave> waves = StopPlan.of(specs(configuration), budget.children()).stream()
                .map(Plans::wave)
                .toList();
        return new ShutdownPlan(
                budget.whole(),
                configuration.shutdown().within().isPresent(),
                budget.invocation(),
                budget.flush(),
                waves,
                budget.process(),
                budget.limit());
    }

    private static ShutdownPlan.Wave wave(StopWave wave) {
        List<ShutdownPlan.Stop> stops = wave.children().stream()
                .map(child -> new ShutdownPlan.Stop(child.name(), child.stop().signal(), wave.untilKilled(child)))
                .toList();
        return new ShutdownPlan.Wave(wave.share().whole(), stops);
    }

    private static List<ChildSpec> specs(Configuration configuration) {
        ChildSpecs specs = new ChildSpecs(configuration);
        ProbeTargets targets = new ProbeTargets(words -> new Target.Exec(String.join(" ", words), Plans::notNow));
        List<ChildSpec> all = new ArrayList<>();
        all.add(specs.of(configuration.handler(), targets));
        configuration.middleware().forEach(stage -> all.add(specs.of(stage, targets)));
        configuration.sidecars().forEach(sidecar -> all.add(specs.of(sidecar, targets)));
        return all;
    }

    private static Execution.Run notNow() {
        throw new IllegalStateException("internal error: a plan runs nothing");
    }
}
