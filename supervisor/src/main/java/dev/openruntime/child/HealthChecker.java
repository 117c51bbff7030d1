package dev.openruntime.child;

import dev.openruntime.health.Answer;
import dev.openruntime.health.PeriodicProbe;
import dev.openruntime.health.ProbeReport;
import dev.openruntime.health.Prober;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Probes by the probes of the package {@code health}. */
final class HealthChecker implements Checker {

    private final Clocks clocks;
    private Optional<Prober> prober = Optional.empty(); // of the lifecycle thread alone

    HealthChecker(Clocks clocks) {
        this.clocks = clocks;
    }

    @Override
    public Check start(String child, PeriodicCheck check, PeriodicProbe.Listener listener) {
        return new Started(prober().start(child, check.target(), check.schedule(), listener));
    }

    /** Not before one is needed: this is made before the first child is spawned. */
    private Prober prober() {
        Prober made = prober.orElseGet(() -> new Prober(clocks.running(), clocks.wall()));
        prober = Optional.of(made);
        return made;
    }

    private record Started(PeriodicProbe probe) implements Check {

        @Override
        public void stop() {
            probe.stop();
        }

        @Override
        public ProbeReport report() {
            return probe.report();
        }

        @Override
        public CompletableFuture<Answer> refresh() {
            return probe.refresh();
        }
    }
}
