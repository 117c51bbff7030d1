package dev.openruntime.child;

import dev.openruntime.child.ChildEffect.CancelTimer;
import dev.openruntime.child.ChildEffect.Report;
import dev.openruntime.child.ChildEvent.BecameReady;
import dev.openruntime.child.ChildEvent.Exited;
import dev.openruntime.child.ChildEvent.KillRequested;
import dev.openruntime.child.ChildEvent.LoadFailed;
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
import dev.openruntime.child.ChildState.Waiting;
import java.time.Instant;

/**
 * The lifecycle of a child as one pure table: a method a row, a case a cell.
 *
 * <p>What a child, a user or a race may bring about at any time is passed over where it means nothing ({@link #stay}).
 * What only the supervisor itself brings about, and only in some states, is reported as an internal error elsewhere
 * ({@link #unexpected}).
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
            case WAITING -> waiting((Waiting) state, event);
            case SPAWNING -> spawning(spec, state, event);
            case STARTING -> starting(spec, (Starting) state, event);
            case READY -> ready(spec, (Ready) state, event);
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
            case START_REQUESTED -> Moves.start(spec, idle.past());
            case STOP_REQUESTED -> Moves.stoppedUnborn(idle.past(), event.at());
            case BECAME_READY, LOAD_FAILED, EXITED, KILL_REQUESTED -> stay(idle);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED, TREE_KILLED -> unexpected(idle, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED, STOP_TIMED_OUT -> unexpected(idle, event);
        };
    }

    private static Transition waiting(Waiting waiting, ChildEvent event) {
        return switch (event.kind()) {
            case DEPENDENCIES_MET -> Moves.spawn(waiting.past());
            case STOP_REQUESTED -> Moves.stoppedUnborn(waiting.past(), event.at());
            case START_REQUESTED, BECAME_READY, LOAD_FAILED, EXITED, KILL_REQUESTED -> stay(waiting);
            case SPAWNED, SPAWN_FAILED, TREE_KILLED -> unexpected(waiting, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED, STOP_TIMED_OUT -> unexpected(waiting, event);
        };
    }

    /** Spawning ends before anything else can happen: nothing but its own two outcomes is expected. */
    private static Transition spawning(ChildSpec spec, ChildState spawning, ChildEvent event) {
        return switch (event.kind()) {
            case SPAWNED -> Moves.spawned(spec, spawning.past(), (Spawned) event);
            case SPAWN_FAILED -> Moves.notSpawned(spec, spawning.past(), (SpawnFailed) event);
            case START_REQUESTED, DEPENDENCIES_MET, BECAME_READY, LOAD_FAILED -> unexpected(spawning, event);
            case EXITED, KILL_REQUESTED, TREE_KILLED, STOP_REQUESTED -> unexpected(spawning, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED, STOP_TIMED_OUT -> unexpected(spawning, event);
        };
    }

    private static Transition starting(ChildSpec spec, Starting starting, ChildEvent event) {
        Instant born = starting.spawnedAt();
        return switch (event.kind()) {
            case BECAME_READY -> Moves.ready(spec, starting, (BecameReady) event);
            case LOAD_FAILED ->
                Moves.leave(starting, new Dying(starting.past(), born, Moves.loadFailure((LoadFailed) event)));
            case STARTUP_TIMED_OUT ->
                Moves.leave(starting, new Dying(starting.past(), born, Moves.tooLate(spec, (StartupTimedOut) event)));
            case EXITED -> Moves.leave(starting, new Dying(starting.past(), born, Moves.exit((Exited) event)));
            case KILL_REQUESTED ->
                Moves.leave(starting, new Replacing(starting.past(), born, ((KillRequested) event).reason()));
            case STOP_REQUESTED -> Moves.stop(spec, starting, (StopRequested) event);
            case START_REQUESTED -> stay(starting);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED, TREE_KILLED -> unexpected(starting, event);
            case HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED, STOP_TIMED_OUT -> unexpected(starting, event);
        };
    }

    private static Transition ready(ChildSpec spec, Ready ready, ChildEvent event) {
        Instant born = ready.spawnedAt();
        return switch (event.kind()) {
            case EXITED -> Moves.leave(ready, new Dying(ready.past(), born, Moves.exit((Exited) event)));
            case KILL_REQUESTED ->
                Moves.leave(ready, new Replacing(ready.past(), born, ((KillRequested) event).reason()));
            case STOP_REQUESTED -> Moves.stop(spec, ready, (StopRequested) event);
            case HEALTHY_LONG_ENOUGH -> Moves.forgive(ready);
            case START_REQUESTED, BECAME_READY, LOAD_FAILED -> stay(ready);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED, TREE_KILLED -> unexpected(ready, event);
            case STARTUP_TIMED_OUT, BACKOFF_ELAPSED, STOP_TIMED_OUT -> unexpected(ready, event);
        };
    }

    private static Transition dying(ChildSpec spec, Dying dying, ChildEvent event) {
        return switch (event.kind()) {
            case TREE_KILLED -> Moves.dead(spec, dying, (TreeKilled) event);
            case LOAD_FAILED -> Moves.diedOfLoading(dying, (LoadFailed) event);
            case STOP_REQUESTED ->
                Transition.to(new Killing(
                        dying.past(), "died before: " + dying.death().reason()));
            case START_REQUESTED, BECAME_READY, EXITED, KILL_REQUESTED -> stay(dying);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED -> unexpected(dying, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED, STOP_TIMED_OUT -> unexpected(dying, event);
        };
    }

    private static Transition replacing(ChildSpec spec, Replacing replacing, ChildEvent event) {
        return switch (event.kind()) {
            case TREE_KILLED -> Moves.replace(spec, replacing, (TreeKilled) event);
            case STOP_REQUESTED -> Transition.to(new Killing(replacing.past(), "killed before: " + replacing.reason()));
            case START_REQUESTED, BECAME_READY, LOAD_FAILED, EXITED, KILL_REQUESTED -> stay(replacing);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED -> unexpected(replacing, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED, STOP_TIMED_OUT ->
                unexpected(replacing, event);
        };
    }

    private static Transition backoff(Backoff backoff, ChildEvent event) {
        return switch (event.kind()) {
            case BACKOFF_ELAPSED -> Moves.spawn(backoff.past());
            case START_REQUESTED -> Moves.spawn(backoff.past(), new CancelTimer(TimerKind.BACKOFF));
            case STOP_REQUESTED -> Moves.stoppedUnborn(backoff.past(), event.at(), new CancelTimer(TimerKind.BACKOFF));
            case BECAME_READY, LOAD_FAILED, EXITED, KILL_REQUESTED -> stay(backoff);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED, TREE_KILLED -> unexpected(backoff, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, STOP_TIMED_OUT -> unexpected(backoff, event);
        };
    }

    private static Transition stopping(Stopping stopping, ChildEvent event) {
        return switch (event.kind()) {
            case EXITED -> Moves.end(stopping, ((Exited) event).exit().description());
            case STOP_TIMED_OUT -> Moves.end(stopping, "killed: it had not ended in time");
            case KILL_REQUESTED -> Moves.end(stopping, "killed: " + ((KillRequested) event).reason());
            case STOP_REQUESTED -> Moves.hurry(stopping, (StopRequested) event);
            case START_REQUESTED, BECAME_READY, LOAD_FAILED -> stay(stopping);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED, TREE_KILLED -> unexpected(stopping, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED -> unexpected(stopping, event);
        };
    }

    private static Transition killing(Killing killing, ChildEvent event) {
        return switch (event.kind()) {
            case TREE_KILLED -> Moves.ended(killing, (TreeKilled) event);
            case START_REQUESTED, BECAME_READY, LOAD_FAILED, EXITED, KILL_REQUESTED, STOP_REQUESTED -> stay(killing);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED -> unexpected(killing, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED, STOP_TIMED_OUT -> unexpected(killing, event);
        };
    }

    private static Transition over(ChildSpec spec, ChildState over, ChildEvent event) {
        return switch (event.kind()) {
            case START_REQUESTED -> Moves.start(spec, over.past().forgiven());
            case BECAME_READY, LOAD_FAILED, EXITED, KILL_REQUESTED, STOP_REQUESTED -> stay(over);
            case DEPENDENCIES_MET, SPAWNED, SPAWN_FAILED, TREE_KILLED -> unexpected(over, event);
            case STARTUP_TIMED_OUT, HEALTHY_LONG_ENOUGH, BACKOFF_ELAPSED, STOP_TIMED_OUT -> unexpected(over, event);
        };
    }

    private static Transition stay(ChildState state) {
        return Transition.to(state);
    }

    private static Transition unexpected(ChildState state, ChildEvent event) {
        String message = "internal error: " + event.kind() + " while " + state.kind();
        return Transition.to(state, new Report(new Notice.Trouble(event.at(), message)));
    }
}
