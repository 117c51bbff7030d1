package dev.openruntime.child;

import dev.openruntime.health.Schedule;
import dev.openruntime.health.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One of each kind. The child was spawned at {@link #BORN}, and everything happens 10 ms later. */
final class Samples {

    static final Instant BORN = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant NOW = BORN.plusMillis(10);
    static final OptionalLong PID = OptionalLong.of(4711);
    static final Startup PROBE = new Startup.Probe(
            new Target.Http("127.0.0.1", 7070, "/ready"),
            Duration.ofMillis(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(3));

    static final PeriodicCheck CHECK = new PeriodicCheck(
            new Target.Tcp("127.0.0.1", 7070), new Schedule(Duration.ofSeconds(1), Duration.ofSeconds(1), 3, 1));

    private Samples() {}

    static ChildSpec spec() {
        return spec(PROBE, RestartPolicy.When.ALWAYS);
    }

    static ChildSpec spec(Startup startup, RestartPolicy.When when) {
        return new ChildSpec(
                "agent",
                ChildRole.SIDECAR,
                true,
                Map.of(),
                startup,
                Optional.of(CHECK),
                Optional.of(CHECK),
                new RestartPolicy(when, Duration.ofMillis(100), 2, Duration.ofSeconds(10), Duration.ofSeconds(30)),
                new StopSpec("TERM", Duration.ofMillis(300)));
    }

    static ChildState state(ChildState.Kind kind) {
        return state(kind, new History(1, 0, 1, Optional.empty()));
    }

    static ChildState state(ChildState.Kind kind, History past) {
        return switch (kind) {
            case IDLE -> new ChildState.Idle(past);
            case WAITING -> new ChildState.Waiting(past);
            case SPAWNING -> new ChildState.Spawning(past);
            case STARTING -> new ChildState.Starting(past, BORN, PID);
            case READY -> new ChildState.Ready(past.gotReady(), BORN, PID, NOW, "GET :7070/ready 200");
            case UNREADY -> new ChildState.Unready(past.gotReady(), BORN, PID, "tcp :7070: connection refused");
            case DYING -> new ChildState.Dying(past, BORN, death(Death.Cause.EXITED));
            case REPLACING -> new ChildState.Replacing(past, BORN, "timeout");
            case BACKOFF -> new ChildState.Backoff(past, NOW.plusMillis(90));
            case STOPPING -> new ChildState.Stopping(past, NOW.plusMillis(300));
            case KILLING -> new ChildState.Killing(past, "exit 0");
            case STOPPED -> new ChildState.Stopped(past);
            case FAILED -> new ChildState.Failed(past, death(Death.Cause.EXITED));
            case COMPLETED -> new ChildState.Completed(past);
        };
    }

    static ChildEvent event(ChildEvent.Kind kind) {
        return switch (kind) {
            case START_REQUESTED -> new ChildEvent.StartRequested(NOW);
            case DEPENDENCIES_MET -> new ChildEvent.DependenciesMet(NOW);
            case SPAWNED -> new ChildEvent.Spawned(1, NOW, PID);
            case SPAWN_FAILED -> new ChildEvent.SpawnFailed(1, NOW, "cannot run `agent`: No such file or directory");
            case BECAME_READY -> new ChildEvent.BecameReady(1, NOW, "GET :7070/ready 200");
            case LOAD_FAILED -> new ChildEvent.LoadFailed(1, NOW, "no module named agent");
            case LINE_PRINTED -> new ChildEvent.LinePrinted(1, NOW);
            case STARTUP_TIMED_OUT -> new ChildEvent.StartupTimedOut(NOW, "GET :7070/ready: connection refused");
            case READINESS_FAILED -> new ChildEvent.ReadinessFailed(1, NOW, "tcp :7070: connection refused");
            case READINESS_PASSED -> new ChildEvent.ReadinessPassed(1, NOW, "tcp :7070 open");
            case LIVENESS_FAILED -> new ChildEvent.LivenessFailed(1, NOW, "tcp :7070: connection refused");
            case HEALTHY_LONG_ENOUGH -> new ChildEvent.HealthyLongEnough(NOW);
            case EXITED -> new ChildEvent.Exited(1, NOW, new Exit.Status(1));
            case KILL_REQUESTED -> new ChildEvent.KillRequested(1, NOW, "timeout");
            case RESTART_REQUESTED -> new ChildEvent.RestartRequested(NOW, "restart");
            case TREE_KILLED -> new ChildEvent.TreeKilled(1, NOW, List.of("cannot bind 4317"), 0);
            case BACKOFF_ELAPSED -> new ChildEvent.BackoffElapsed(NOW);
            case STOP_REQUESTED -> new ChildEvent.StopRequested(NOW, Duration.ofMillis(200));
            case STOP_TIMED_OUT -> new ChildEvent.StopTimedOut(NOW);
        };
    }

    static Death death(Death.Cause cause) {
        return new Death(NOW, cause, "exit 1", List.of());
    }
}
