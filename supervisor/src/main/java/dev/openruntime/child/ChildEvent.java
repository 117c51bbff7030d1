package dev.openruntime.child;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** What can happen to a child. Each says when it happened, not when it was noticed. */
public sealed interface ChildEvent {

    /** The spawn of an event that concerns whichever spawn there is. */
    int ANY_SPAWN = 0;

    /** One for each event; see {@link ChildState} for why. */
    enum Kind {
        START_REQUESTED,
        DEPENDENCIES_MET,
        SPAWNED,
        SPAWN_FAILED,
        BECAME_READY,
        LOAD_FAILED,
        LINE_PRINTED,
        STARTUP_TIMED_OUT,
        READINESS_FAILED,
        READINESS_PASSED,
        LIVENESS_FAILED,
        HEALTHY_LONG_ENOUGH,
        EXITED,
        KILL_REQUESTED,
        RESTART_REQUESTED,
        TREE_KILLED,
        BACKOFF_ELAPSED,
        STOP_REQUESTED,
        STOP_TIMED_OUT
    }

    Kind kind();

    Instant at();

    /** The spawn it concerns; in the life of another it means nothing. */
    default int spawn() {
        return ANY_SPAWN;
    }

    /** It was asked to start. */
    record StartRequested(Instant at) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.START_REQUESTED;
        }
    }

    /** All that it depends on is there. */
    record DependenciesMet(Instant at) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.DEPENDENCIES_MET;
        }
    }

    /** It was spawned. */
    record Spawned(int spawn, Instant at, OptionalLong pid) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.SPAWNED;
        }
    }

    /** It could not be spawned. */
    record SpawnFailed(int spawn, Instant at, String message) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.SPAWN_FAILED;
        }
    }

    /** It said that it is ready, or its probe did. */
    record BecameReady(int spawn, Instant at, String detail) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.BECAME_READY;
        }
    }

    /** It reported that it failed while loading. */
    record LoadFailed(int spawn, Instant at, String error) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.LOAD_FAILED;
        }
    }

    /** It printed a line that others wait for. That is their concern alone: they are looked at after every event. */
    record LinePrinted(int spawn, Instant at) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.LINE_PRINTED;
        }
    }

    /** It wasn't ready in time; {@code lastAnswer} is what its probe got last, or says that it never spoke. */
    record StartupTimedOut(Instant at, String lastAnswer) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.STARTUP_TIMED_OUT;
        }
    }

    /** Its readiness probe says that it isn't ready any more; {@code answer} is the latest. */
    record ReadinessFailed(int spawn, Instant at, String answer) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.READINESS_FAILED;
        }
    }

    /** Its readiness probe says that it is ready again. */
    record ReadinessPassed(int spawn, Instant at, String answer) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.READINESS_PASSED;
        }
    }

    /** Its liveness probe says that only a restart helps it. */
    record LivenessFailed(int spawn, Instant at, String answer) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.LIVENESS_FAILED;
        }
    }

    /** It has been ready for {@link RestartPolicy#resetAfter}. */
    record HealthyLongEnough(Instant at) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.HEALTHY_LONG_ENOUGH;
        }
    }

    /** It ended. */
    record Exited(int spawn, Instant at, Exit exit) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.EXITED;
        }
    }

    /** The supervisor wants it killed and replaced. */
    record KillRequested(int spawn, Instant at, String reason) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.KILL_REQUESTED;
        }
    }

    /** Somebody wants it to start anew, whatever it is doing now. */
    record RestartRequested(Instant at, String reason) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.RESTART_REQUESTED;
        }
    }

    /** Nothing of its tree is left but {@code survivors} processes that could not be killed. */
    record TreeKilled(int spawn, Instant at, List<String> lastLines, int survivors) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.TREE_KILLED;
        }
    }

    /** Its time of waiting for the next spawn is over. */
    record BackoffElapsed(Instant at) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.BACKOFF_ELAPSED;
        }
    }

    /** It was asked to stop, and has at most {@code within} for it. */
    record StopRequested(Instant at, Duration within) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.STOP_REQUESTED;
        }
    }

    /** It was asked to stop and hasn't in time. */
    record StopTimedOut(Instant at) implements ChildEvent {
        @Override
        public Kind kind() {
            return Kind.STOP_TIMED_OUT;
        }
    }
}
