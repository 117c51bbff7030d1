package dev.openruntime.child;

import dev.openruntime.child.ChildEvent.LivenessFailed;
import dev.openruntime.child.ChildEvent.ReadinessFailed;
import dev.openruntime.child.ChildEvent.ReadinessPassed;
import java.util.Optional;

/** The readiness and liveness probes of one child, while it is up. The lifecycle thread starts and stops them. */
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

    private Checker.Check start(PeriodicCheck check, Checker.Verdicts verdicts) {
        return lifecycle.checker().start(spec.name(), check, lifecycle.clocks().running(), verdicts);
    }

    private final class ReadinessVerdicts implements Checker.Verdicts {

        private final int spawn;

        ReadinessVerdicts(int spawn) {
            this.spawn = spawn;
        }

        @Override
        public void passed(String answer) {
            lifecycle.post(spec.name(), new ReadinessPassed(spawn, lifecycle.now(), answer));
        }

        @Override
        public void failed(String answer) {
            lifecycle.post(spec.name(), new ReadinessFailed(spawn, lifecycle.now(), answer));
        }
    }

    private final class LivenessVerdicts implements Checker.Verdicts {

        private final int spawn;

        LivenessVerdicts(int spawn) {
            this.spawn = spawn;
        }

        @Override
        public void passed(String answer) {
            // it lives, as was believed
        }

        @Override
        public void failed(String answer) {
            lifecycle.post(spec.name(), new LivenessFailed(spawn, lifecycle.now(), answer));
        }
    }
}
