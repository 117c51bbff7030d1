package dev.openruntime.child;

import java.time.Duration;
import java.time.Instant;

/** What is to be done about a child, as the table says it. */
sealed interface ChildEffect {

    /** Who does it, for one child. */
    interface Actor {

        void spawn(int spawn);

        void stop(String signal, Instant deadline);

        void killTree();

        void startTimer(TimerKind kind, Duration delay);

        void cancelTimer(TimerKind kind);

        void startProbe(Startup.Probe probe);

        void startChecks();

        void stopProbes();

        void report(Notice notice);
    }

    void carryOut(Actor actor);

    /** Spawn it, and say at once how that went. */
    record Spawn(int spawn) implements ChildEffect {
        @Override
        public void carryOut(Actor actor) {
            actor.spawn(spawn);
        }
    }

    /** Ask it to end by itself. */
    record Signal(String name, Instant deadline) implements ChildEffect {
        @Override
        public void carryOut(Actor actor) {
            actor.stop(name, deadline);
        }
    }

    /** Kill all that there is of it, and say when that is done. */
    record KillTree() implements ChildEffect {
        @Override
        public void carryOut(Actor actor) {
            actor.killTree();
        }
    }

    /** Start a timer; one of the same kind that runs is replaced. */
    record StartTimer(TimerKind kind, Duration delay) implements ChildEffect {
        @Override
        public void carryOut(Actor actor) {
            actor.startTimer(kind, delay);
        }
    }

    /** Forget a timer. */
    record CancelTimer(TimerKind kind) implements ChildEffect {
        @Override
        public void carryOut(Actor actor) {
            actor.cancelTimer(kind);
        }
    }

    /** Probe until it is ready. */
    record StartProbe(Startup.Probe probe) implements ChildEffect {
        @Override
        public void carryOut(Actor actor) {
            actor.startProbe(probe);
        }
    }

    /** Probe, from now on, what is declared of its readiness and liveness. */
    record StartChecks() implements ChildEffect {
        @Override
        public void carryOut(Actor actor) {
            actor.startChecks();
        }
    }

    /** Probe no more, in no way. */
    record StopProbes() implements ChildEffect {
        @Override
        public void carryOut(Actor actor) {
            actor.stopProbes();
        }
    }

    /** Let the listener know. */
    record Report(Notice notice) implements ChildEffect {
        @Override
        public void carryOut(Actor actor) {
            actor.report(notice);
        }
    }
}
