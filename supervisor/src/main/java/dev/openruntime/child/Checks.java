package dev.openruntime.child;

import dev.openruntime.child.ChildEvent.LivenessFailed;
import dev.openruntime.child.ChildEvent.ReadinessFailed;
import dev.openruntime.child.ChildEvent.ReadinessPassed;
import dev.openruntime.health.Answer;
import dev.openruntime.health.PeriodicProbe;
import dev.openruntime.health.ProbeReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The readiness and liveness probes of one child, while it is up. The lifecycle thread starts and stops them; any
 * thread may ask what they know.
 */
final class Checks {

    private final ChildSpec spec;
    private final Lifecycle lifecycle;
    private volatile Optional<Checker.Check> readiness = Optional.empty();
    private volatile Optional<Checker.Check> liveness = Optional.empty();

    Checks(ChildSpec spec, Lifecycle lifecycle) {
        this.spec = spec;
        this.lifecycle = lifecycle;
    }

    void start(int spawn) {
        readiness = spec.readiness().map(check -> start(check, new ReadinessVerdicts(spawn)));
        liveness = spec.liveness().map(check -> start(check, new LivenessVerdicts(spawn)));
    }

    void stop() {
        readiness.ifPresent(Checker.Check::stop);
        liveness.ifPresent(Checker.Check::stop);
        readiness = Optional.empty();
        liveness = Optional.empty();
    }

    List<ProbeStatus> report() {
        return Stream.concat(
                        readiness.stream().map(check -> status(ProbeStatus.Purpose.READINESS, check)),
                        liveness.stream().map(check -> status(ProbeStatus.Purpose.LIVENESS, check)))
                .toList();
    }

    /** Asks for its readiness now, if the latest answer is older than the period; empty if there is nothing to ask. */
    Optional<CompletableFuture<Answer>> refreshReadiness() {
        return readiness.filter(this::isStale).map(Checker.Check::refresh);
    }

    /** By wall time: what was known before a freeze is old, however little time has run since. */
    private boolean isStale(Checker.Check check) {
        ProbeReport report = check.report();
        Instant known = report.last().map(Answer::at).orElse(report.since());
        return spec.readiness()
                .filter(declared ->
                        lifecycle.now().isAfter(known.plus(declared.schedule().every())))
                .isPresent();
    }

    private static ProbeStatus status(ProbeStatus.Purpose purpose, Checker.Check check) {
        return new ProbeStatus(purpose, check.report());
    }

    private Checker.Check start(PeriodicCheck check, PeriodicProbe.Listener listener) {
        return lifecycle.checker().start(spec.name(), check, listener);
    }

    private final class ReadinessVerdicts implements PeriodicProbe.Listener {

        private final int spawn;

        ReadinessVerdicts(int spawn) {
            this.spawn = spawn;
        }

        @Override
        public void passed(String detail) {
            lifecycle.post(spec.name(), new ReadinessPassed(spawn, lifecycle.now(), detail));
        }

        @Override
        public void failed(String detail) {
            lifecycle.post(spec.name(), new ReadinessFailed(spawn, lifecycle.now(), detail));
        }
    }

    private final class LivenessVerdicts implements PeriodicProbe.Listener {

        private final int spawn;

        LivenessVerdicts(int spawn) {
            this.spawn = spawn;
        }

        @Override
        public void passed(String detail) {
            // it lives, as was believed
        }

        @Override
        public void failed(String detail) {
            lifecycle.post(spec.name(), new LivenessFailed(spawn, lifecycle.now(), detail));
        }
    }
}
