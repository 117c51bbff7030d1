package dev.openruntime.child;

import dev.openruntime.child.ChildEffect.CancelTimer;
import dev.openruntime.child.ChildEffect.Report;
import dev.openruntime.child.ChildEvent.BecameReady;
import dev.openruntime.child.ChildEvent.Exited;
import dev.openruntime.child.ChildEvent.KillRequested;
import dev.openruntime.child.ChildEvent.LivenessFailed;
import dev.openruntime.child.ChildEvent.LoadFailed;
import dev.openruntime.child.ChildEvent.ReadinessFailed;
import dev.openruntime.child.ChildEvent.ReadinessPassed;
import dev.openruntime.child.ChildEvent.RestartRequested;
import dev.openruntime.child.ChildEvent.SpawnFailed;
import dev.openruntime.child.ChildEvent.Spawned;
import dev.openruntime.child.ChildEvent.StartupTimedOut;
import dev.openruntime.child.ChildEvent.StopRequested;
import dev.openruntime.child.ChildEvent.TreeKilled;
import dev.openruntime.child.ChildState.Backoff;
import dev.openruntime.child.ChildState.Dying;
import dev.openruntime.child.ChildState.Killing;
import dev.openruntime.child.ChildState.Ready;
import dev.openruntime.child.ChildState.Replacing;
import dev.openruntime.child.ChildState.Starting;
import dev.openruntime.child.ChildState.Stopping;
import dev.openruntime.child.ChildState.Unready;
import java.time.Instant;

/**
 * The lifecycle of a child as one pure table: a method a row, a case a cell. What takes more than a line is in
 * {@link Births}, {@link Deaths} and {@link Stops}.
 *
 * <p>What a child, a probe, a user or a race may bring about at any time is passed over where it means nothing
 * ({@link #stay}). What only the supervisor itself brings about, and only in some states, is reported as an internal
 * error elsewhere ({@link #unexpected}).
 */
final class Transitions {

    /** After so many spawns in a row that never got ready, even a kill is followed by a backoff. */
    static final int PATIENCE = 3;

    private Transitions() {}

    /** What {@code event} makes of a child in {@code state}. */
    static Transition next(ChildSpec spec, ChildState state, ChildEvent event) {
        if (event.spawn() != ChildEvent.ANY_SPAWN
                && event.spawn() != state.past().spawns()) {
            return stay(state); // from the life of another spawn
        }
        return switch (state.kind()) {
            case IDLE -> idle(spec, state, event);
            case WAITING -> waiting(state, event);
            case SPAWNING -> spawning(spec, state, event);
            case STARTING -> starting(spec, (Starting) state, event);
            case READY -> ready(spec, (Ready) state, event);
            case UNREADY -> unready(spec, (Unready) state, event);
            case DYING -> dying(spec, (Dying) state, event);
            case REPLACING -> replacing(spec, (Replacing) state, event);
            case BACKOFF -> backoff((Backoff) state, event);
            case STOPPING -> stopping((Stopping) state, event);
            case KILLING -> killing((Killing) state, event);
            case STOPPED, FAILED, COMPLETED -> over(spec, state, event);
        };
    }

    private static Transition idle(ChildSpec spec, ChildState idle, ChildEvent event) {
        return switch (event.kind()) {
            case START_REQUESTED, RESTART_REQUESTED -> Births.start(spec, idle.past());
            case STOP_REQUESTED -> Stops.stoppedUnborn(idle.past(), event.at());
            case BECAME_READY, LOAD_FAILED, LINE_PRINTED, EXITED, KILL_REQUESTED -> stay(idle);
            case READINESS_FAILED, READINESS_PASSED, LIVENESS_FAILED -> stay(idle);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED, TREE_KILLED -> unexpected(idle, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED, STOP_TIMED_OUT -> unexpected(idle, event);
        };
    }

    private static Transition waiting(ChildState waiting, ChildEvent event) {
        return switch (event.kind()) {
            case DEPENDENCIES_MET -> Births.spawn(waiting.past());
            case STOP_REQUESTED -> Stops.stoppedUnborn(waiting.past(), event.at());
            case START_REQUESTED, RESTART_REQUESTED, BECAME_READY, LOAD_FAILED, LINE_PRINTED -> stay(waiting);
            case READINESS_FAILED, READINESS_PASSED, LIVENESS_FAILED, EXITED, KILL_REQUESTED -> stay(waiting);
            case SPAWNED, SPAWN_FAILED, TREE_KILLED -> unexpected(waiting, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED, STOP_TIMED_OUT -> unexpected(waiting, event);
        };
    }

    /** Spawning ends before anything else can happen: nothing but its own two outcomes is expected. */
    private static Transition spawning(ChildSpec spec, ChildState spawning, ChildEvent event) {
        return switch (event.kind()) {
            case SPAWNED -> Births.spawned(spec, spawning.past(), (Spawned) event);
            case SPAWN_FAILED -> Deaths.notSpawned(spec, spawning.past(), (SpawnFailed) event);
            case START_REQUESTED, RESTART_REQUESTED, DEPENDENCIES_MET -> unexpected(spawning, event);
            case BECAME_READY, LOAD_FAILED, LINE_PRINTED, EXITED -> unexpected(spawning, event);
            case READINESS_FAILED, READINESS_PASSED, LIVENESS_FAILED -> unexpected(spawning, event);
            case KILL_REQUESTED, TREE_KILLED, STOP_REQUESTED -> unexpected(spawning, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED, STOP_TIMED_OUT -> unexpected(spawning, event);
        };
    }

    private static Transition starting(ChildSpec spec, Starting starting, ChildEvent event) {
        History past = starting.past();
        Instant born = starting.spawnedAt();
        return switch (event.kind()) {
            case BECAME_READY -> Births.ready(spec, starting, (BecameReady) event);
            case LOAD_FAILED -> Deaths.leaveStart(new Dying(past, born, Deaths.loadFailure((LoadFailed) event)));
            case STARTUP_TIMED_OUT ->
                Deaths.leaveStart(new Dying(past, born, Deaths.tooLate(spec, (StartupTimedOut) event)));
            case EXITED -> Deaths.leaveStart(new Dying(past, born, Deaths.exit((Exited) event)));
            case KILL_REQUESTED, RESTART_REQUESTED -> Deaths.leaveStart(new Replacing(past, born, reason(event)));
            case STOP_REQUESTED -> Stops.stop(spec, past, (StopRequested) event, TimerKind.STARTUP);
            case START_REQUESTED, LINE_PRINTED -> stay(starting);
            case READINESS_FAILED, READINESS_PASSED, LIVENESS_FAILED -> unexpected(starting, event);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED, TREE_KILLED -> unexpected(starting, event);
            case HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED, STOP_TIMED_OUT -> unexpected(starting, event);
        };
    }

    private static Transition ready(ChildSpec spec, Ready ready, ChildEvent event) {
        History past = ready.past();
        Instant born = ready.spawnedAt();
        return switch (event.kind()) {
            case READINESS_FAILED -> Births.unready(ready, (ReadinessFailed) event);
            case HEALTHY_LONG_ENOUGH -> Births.forgive(ready);
            case LIVENESS_FAILED -> Deaths.leave(new Dying(past, born, Deaths.notAlive((LivenessFailed) event)));
            case EXITED -> Deaths.leave(new Dying(past, born, Deaths.exit((Exited) event)));
            case KILL_REQUESTED, RESTART_REQUESTED -> Deaths.leave(new Replacing(past, born, reason(event)));
            case STOP_REQUESTED -> Stops.stop(spec, past, (StopRequested) event, TimerKind.HEALTHY);
            case START_REQUESTED, BECAME_READY, READINESS_PASSED, LOAD_FAILED, LINE_PRINTED -> stay(ready);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED, TREE_KILLED -> unexpected(ready, event);
            case STARTUP_TIMED_OUT, BACKOFF_ELAPSED, STOP_TIMED_OUT -> unexpected(ready, event);
        };
    }

    private static Transition unready(ChildSpec spec, Unready unready, ChildEvent event) {
        History past = unready.past();
        Instant born = unready.spawnedAt();
        return switch (event.kind()) {
            case READINESS_PASSED -> Births.readyAgain(spec, unready, (ReadinessPassed) event);
            case LIVENESS_FAILED -> Deaths.leave(new Dying(past, born, Deaths.notAlive((LivenessFailed) event)));
            case EXITED -> Deaths.leave(new Dying(past, born, Deaths.exit((Exited) event)));
            case KILL_REQUESTED, RESTART_REQUESTED -> Deaths.leave(new Replacing(past, born, reason(event)));
            case STOP_REQUESTED -> Stops.stop(spec, past, (StopRequested) event, TimerKind.HEALTHY);
            case START_REQUESTED, BECAME_READY, READINESS_FAILED, LOAD_FAILED, LINE_PRINTED -> stay(unready);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED, TREE_KILLED -> unexpected(unready, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED, STOP_TIMED_OUT -> unexpected(unready, event);
        };
    }

    private static Transition dying(ChildSpec spec, Dying dying, ChildEvent event) {
        String died = dying.death().reason();
        return switch (event.kind()) {
            case TREE_KILLED -> Deaths.dead(spec, dying, (TreeKilled) event);
            case LOAD_FAILED -> Deaths.diedOfLoading(dying, (LoadFailed) event);
            case STOP_REQUESTED -> Transition.to(new Killing(dying.past(), "died before: " + died));
            case RESTART_REQUESTED ->
                Transition.to(new Replacing(
                        dying.past(), dying.spawnedAt(), reason(event) + "; it had died before: " + died));
            case START_REQUESTED, BECAME_READY, LINE_PRINTED, EXITED, KILL_REQUESTED -> stay(dying);
            case READINESS_FAILED, READINESS_PASSED, LIVENESS_FAILED -> stay(dying);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED -> unexpected(dying, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED, STOP_TIMED_OUT -> unexpected(dying, event);
        };
    }

    private static Transition replacing(ChildSpec spec, Replacing replacing, ChildEvent event) {
        return switch (event.kind()) {
            case TREE_KILLED -> Deaths.replace(spec, replacing, (TreeKilled) event);
            case STOP_REQUESTED -> Transition.to(new Killing(replacing.past(), "killed before: " + replacing.reason()));
            case START_REQUESTED, RESTART_REQUESTED, KILL_REQUESTED, EXITED -> stay(replacing);
            case BECAME_READY, LOAD_FAILED, LINE_PRINTED -> stay(replacing);
            case READINESS_FAILED, READINESS_PASSED, LIVENESS_FAILED -> stay(replacing);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED -> unexpected(replacing, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED, STOP_TIMED_OUT ->
                unexpected(replacing, event);
        };
    }

    private static Transition backoff(Backoff backoff, ChildEvent event) {
        return switch (event.kind()) {
            case BACKOFF_ELAPSED -> Births.spawn(backoff.past());
            case START_REQUESTED, RESTART_REQUESTED -> Births.spawn(backoff.past(), new CancelTimer(TimerKind.BACKOFF));
            case STOP_REQUESTED -> Stops.stoppedUnborn(backoff.past(), event.at(), new CancelTimer(TimerKind.BACKOFF));
            case BECAME_READY, LOAD_FAILED, LINE_PRINTED, EXITED, KILL_REQUESTED -> stay(backoff);
            case READINESS_FAILED, READINESS_PASSED, LIVENESS_FAILED -> stay(backoff);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED, TREE_KILLED -> unexpected(backoff, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, STOP_TIMED_OUT -> unexpected(backoff, event);
        };
    }

    private static Transition stopping(Stopping stopping, ChildEvent event) {
        History past = stopping.past();
        return switch (event.kind()) {
            case EXITED -> Stops.end(new Killing(past, ((Exited) event).exit().description()));
            case STOP_TIMED_OUT -> Stops.end(new Killing(past, "killed: it had not ended in time"));
            case KILL_REQUESTED -> Stops.end(new Killing(past, "killed: " + reason(event)));
            case RESTART_REQUESTED -> Stops.end(new Replacing(past, event.at(), reason(event)));
            case STOP_REQUESTED -> Stops.hurry(stopping, (StopRequested) event);
            case START_REQUESTED, BECAME_READY, LOAD_FAILED, LINE_PRINTED -> stay(stopping);
            case READINESS_FAILED, READINESS_PASSED, LIVENESS_FAILED -> stay(stopping);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED, TREE_KILLED -> unexpected(stopping, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED -> unexpected(stopping, event);
        };
    }

    private static Transition killing(Killing killing, ChildEvent event) {
        return switch (event.kind()) {
            case TREE_KILLED -> Stops.ended(killing, (TreeKilled) event);
            case RESTART_REQUESTED -> Transition.to(new Replacing(killing.past(), event.at(), reason(event)));
            case START_REQUESTED, BECAME_READY, LOAD_FAILED, LINE_PRINTED -> stay(killing);
            case READINESS_FAILED, READINESS_PASSED, LIVENESS_FAILED -> stay(killing);
            case EXITED, KILL_REQUESTED, STOP_REQUESTED -> stay(killing);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED -> unexpected(killing, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED, STOP_TIMED_OUT -> unexpected(killing, event);
        };
    }

    private static Transition over(ChildSpec spec, ChildState over, ChildEvent event) {
        return switch (event.kind()) {
            case START_REQUESTED, RESTART_REQUESTED ->
                Births.start(spec, over.past().forgiven());
            case BECAME_READY, LOAD_FAILED, LINE_PRINTED, EXITED, KILL_REQUESTED, STOP_REQUESTED -> stay(over);
            case READINESS_FAILED, READINESS_PASSED, LIVENESS_FAILED -> stay(over);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED, TREE_KILLED -> unexpected(over, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED, STOP_TIMED_OUT -> unexpected(over, event);
        };
    }

    /** Why the supervisor or a person wants its end. */
    private static String reason(ChildEvent event) {
        return event.kind() == ChildEvent.Kind.KILL_REQUESTED
                ? ((KillRequested) event).reason()
                : ((RestartRequested) event).reason();
    }

    private static Transition stay(ChildState state) {
        return Transition.to(state);
    }

    private static Transition unexpected(ChildState state, ChildEvent event) {
        String message = "internal error: " + event.kind() + " while " + state.kind();
        return Transition.to(state, new Report(new Notice.Trouble(event.at(), message)));
    }
}
