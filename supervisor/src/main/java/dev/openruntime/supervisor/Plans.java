package dev.openruntime.supervisor;

import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.StopPlan;
import dev.openruntime.child.StopShare;
import dev.openruntime.config.Configuration;
import dev.openruntime.explain.Planner;
import dev.openruntime.explain.ShutdownPlan;
import dev.openruntime.health.Execution;
import dev.openruntime.health.Target;
import java.time.Duration;
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
        Duration whole = new Platform(environment).shutdownBudget(configuration.shutdown());
        ShutdownBudget budget = ShutdownBudget.of(whole);
        List<List<ChildSpec>> waves = StopPlan.waves(specs(configuration));
        List<ShutdownPlan.Wave> planned = new ArrayList<>();
        Duration left = budget.children();
        for (int i = 0; i < waves.size(); i++) {
            StopShare share = StopShare.of(left, waves.size() - i);
            planned.add(wave(waves.get(i), share));
            left = left.minus(share.whole());
        }
        boolean configured = configuration.shutdown().within().isPresent();
        return new ShutdownPlan(whole, configured, budget.invocation(), budget.flush(), planned, budget.process());
    }

    private static ShutdownPlan.Wave wave(List<ChildSpec> children, StopShare share) {
        List<ShutdownPlan.Stop> stops = children.stream()
                .map(child -> {
                    Duration own = child.stop().within();
                    Duration within = own.compareTo(share.untilKilled()) < 0 ? own : share.untilKilled();
                    return new ShutdownPlan.Stop(child.name(), child.stop().signal(), within);
                })
                .toList();
        return new ShutdownPlan.Wave(share.whole(), stops);
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
