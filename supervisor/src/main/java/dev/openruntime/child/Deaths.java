package dev.openruntime.child;

import dev.openruntime.child.ChildEffect.CancelTimer;
import dev.openruntime.child.ChildEffect.KillTree;
import dev.openruntime.child.ChildEffect.Report;
import dev.openruntime.child.ChildEffect.StartTimer;
import dev.openruntime.child.ChildEffect.StopProbes;
import dev.openruntime.child.ChildEvent.Exited;
import dev.openruntime.child.ChildEvent.LivenessFailed;
import dev.openruntime.child.ChildEvent.LoadFailed;
import dev.openruntime.child.ChildEvent.SpawnFailed;
import dev.openruntime.child.ChildEvent.StartupTimedOut;
import dev.openruntime.child.ChildEvent.TreeKilled;
import dev.openruntime.child.ChildState.Backoff;
import dev.openruntime.child.ChildState.Completed;
import dev.openruntime.child.ChildState.Dying;
import dev.openruntime.child.ChildState.Failed;
import dev.openruntime.child.ChildState.Replacing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The cells of {@link Transitions} in which a child dies or is replaced, and what follows by its policy. */
final class Deaths {

    private Deaths() {}

    static Transition notSpawned(ChildSpec spec, History past, SpawnFailed event) {
        Death death = new Death(event.at(), Death.Cause.NOT_SPAWNED, event.message(), List.of());
        return afterDeath(spec, past.died(death), event.at(), event.at());
    }

    static Death exit(Exited event) {
        Death.Cause cause = event.exit().wellDone() ? Death.Cause.ENDED_WELL : Death.Cause.EXITED;
        return new Death(event.at(), cause, event.exit().description(), List.of());
    }

    static Death loadFailure(LoadFailed event) {
        return new Death(event.at(), Death.Cause.LOAD_FAILED, "failed while loading: " + event.error(), List.of());
    }

    static Death tooLate(ChildSpec spec, StartupTimedOut event) {
        Duration within = switch (spec.startup()) {
            case Startup.SaysSo says -> says.within();
            case Startup.Probe probe -> probe.within();
            case Startup.LogLine line -> line.within();
            case Startup.AtOnce _, Startup.Completes _ -> Duration.ZERO;
        };
        String reason = "killed: not ready within " + Words.of(within) + "; " + event.lastAnswer();
        return new Death(event.at(), Death.Cause.STARTUP_TIMED_OUT, reason, List.of());
    }

    static Death notAlive(LivenessFailed event) {
        String reason = "killed: not alive: " + event.answer();
        return new Death(event.at(), Death.Cause.NOT_ALIVE, reason, List.of());
    }

    /**
     * A child that says why it failed and then exits: its words count more than its status, in whichever order they
     * come.
     */
    static Transition diedOfLoading(Dying dying, LoadFailed event) {
        boolean exited =
                dying.death().cause() == Death.Cause.EXITED || dying.death().cause() == Death.Cause.ENDED_WELL;
        return exited && dying.past().neverReady() > 0
                ? Transition.to(new Dying(dying.past(), dying.spawnedAt(), loadFailure(event)))
                : Transition.to(dying);
    }

    /** The end of a start: no timer, no probe; the tree is killed, whether or not its root has ended. */
    static Transition leaveStart(ChildState next) {
        return Transition.to(next, new CancelTimer(TimerKind.STARTUP), new StopProbes(), new KillTree());
    }

    /** The end of a child that was ready. */
    static Transition leave(ChildState next) {
        return Transition.to(next, new CancelTimer(TimerKind.HEALTHY), new StopProbes(), new KillTree());
    }

    static Transition dead(ChildSpec spec, Dying dying, TreeKilled event) {
        Death death = dying.death().withLastLines(event.lastLines());
        History past = dying.past().died(death);
        if (event.survivors() > 0) {
            return failed(past, unkillable(death, event), event.at(), died(past));
        }
        return afterDeath(spec, past, dying.spawnedAt(), event.at());
    }

    static Transition replace(ChildSpec spec, Replacing replacing, TreeKilled event) {
        String how = "killed: " + replacing.reason();
        History past = replacing.past().ended(event.at(), how);
        Report report = new Report(new Notice.Killed(past.spawns(), event.at(), replacing.reason()));
        if (event.survivors() > 0) {
            Death death = new Death(event.at(), Death.Cause.EXITED, how, event.lastLines());
            return failed(past.died(death), unkillable(death, event), event.at(), report);
        }
        return past.neverReady() >= Transitions.PATIENCE
                ? backOff(spec, past, replacing.spawnedAt(), event.at(), report)
                : Births.spawn(past, report);
    }

    private static Transition afterDeath(ChildSpec spec, History past, Instant spawnedAt, Instant now) {
        Death death = past.lastDeath().orElseThrow();
        boolean endedWell = death.cause() == Death.Cause.ENDED_WELL;
        return switch (spec.restart().when()) {
            case ALWAYS -> backOff(spec, past, spawnedAt, now, died(past));
            case ON_FAILURE -> endedWell ? completed(past, now) : backOff(spec, past, spawnedAt, now, died(past));
            case NEVER -> endedWell ? completed(past, now) : failed(past, death, now, died(past));
        };
    }

    private static Report died(History past) {
        return new Report(new Notice.Died(past.spawns(), past.lastDeath().orElseThrow()));
    }

    /** The backoff is the least time between two spawns, so one that lived longer is back at once. */
    private static Transition backOff(ChildSpec spec, History past, Instant spawnedAt, Instant now, Report report) {
        int death = Math.max(1, Math.max(past.deaths(), past.neverReady() - Transitions.PATIENCE + 1));
        Instant until = spawnedAt.plus(spec.restart().delayBetweenSpawns(death));
        if (!until.isAfter(now)) {
            return Births.spawn(past, report);
        }
        return Transition.to(
                new Backoff(past, until),
                report,
                new StartTimer(TimerKind.BACKOFF, Duration.between(now, until)),
                new Report(new Notice.Backoff(now, until)));
    }

    private static Transition failed(History past, Death death, Instant now, Report report) {
        return Transition.to(new Failed(past, death), report, new Report(new Notice.Failed(now, death)));
    }

    private static Transition completed(History past, Instant now) {
        return Transition.to(new Completed(past.done()), new Report(new Notice.Completed(now)));
    }

    private static Death unkillable(Death death, TreeKilled event) {
        String reason = death.reason() + "; " + event.survivors() + " of its processes could not be killed";
        return new Death(death.at(), death.cause(), reason, death.lastLines());
    }
}
