package dev.openruntime.child;

import dev.openruntime.child.ChildEffect.CancelTimer;
import dev.openruntime.child.ChildEffect.KillTree;
import dev.openruntime.child.ChildEffect.Report;
import dev.openruntime.child.ChildEffect.Signal;
import dev.openruntime.child.ChildEffect.Spawn;
import dev.openruntime.child.ChildEffect.StartProbe;
import dev.openruntime.child.ChildEffect.StartTimer;
import dev.openruntime.child.ChildEffect.StopProbe;
import dev.openruntime.child.ChildEvent.BecameReady;
import dev.openruntime.child.ChildEvent.Exited;
import dev.openruntime.child.ChildEvent.LoadFailed;
import dev.openruntime.child.ChildEvent.SpawnFailed;
import dev.openruntime.child.ChildEvent.Spawned;
import dev.openruntime.child.ChildEvent.StartupTimedOut;
import dev.openruntime.child.ChildEvent.StopRequested;
import dev.openruntime.child.ChildEvent.TreeKilled;
import dev.openruntime.child.ChildState.Backoff;
import dev.openruntime.child.ChildState.Completed;
import dev.openruntime.child.ChildState.Dying;
import dev.openruntime.child.ChildState.Failed;
import dev.openruntime.child.ChildState.Killing;
import dev.openruntime.child.ChildState.Ready;
import dev.openruntime.child.ChildState.Replacing;
import dev.openruntime.child.ChildState.Spawning;
import dev.openruntime.child.ChildState.Starting;
import dev.openruntime.child.ChildState.Stopped;
import dev.openruntime.child.ChildState.Stopping;
import dev.openruntime.child.ChildState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The cells of {@link Transitions} that take more than a line: from one state to the next, with what is to be done. */
final class Moves {

    private Moves() {}

    static Transition start(ChildSpec spec, History past) {
        return spec.dependsOn().isEmpty() ? spawn(past) : Transition.to(new Waiting(past));
    }

    static Transition spawn(History past, ChildEffect... before) {
        History now = past.spawned();
        List<ChildEffect> effects = new ArrayList<>(List.of(before));
        effects.add(new Spawn(now.spawns()));
        return new Transition(new Spawning(now), effects);
    }

    static Transition spawned(ChildSpec spec, History past, Spawned event) {
        Report report = new Report(new Notice.Spawned(past.spawns(), event.at(), event.pid()));
        Starting starting = new Starting(past, event.at(), event.pid());
        if (spec.startup() instanceof Startup.SaysSo says) {
            return Transition.to(starting, report, new StartTimer(TimerKind.STARTUP, says.within()));
        }
        if (spec.startup() instanceof Startup.Probe probe) {
            StartTimer timer = new StartTimer(TimerKind.STARTUP, probe.within());
            return Transition.to(starting, report, timer, new StartProbe(probe));
        }
        Transition ready = ready(spec, starting, new BecameReady(past.spawns(), event.at(), ""));
        List<ChildEffect> effects = new ArrayList<>(List.of(report));
        effects.addAll(ready.effects());
        return new Transition(ready.state(), effects);
    }

    static Transition ready(ChildSpec spec, Starting starting, BecameReady event) {
        History past = starting.past().gotReady();
        Instant born = starting.spawnedAt();
        Instant at = event.at().isBefore(born) ? born : event.at(); // it may say so before its spawner has returned
        return Transition.to(
                new Ready(past, born, starting.pid(), at, event.detail()),
                new CancelTimer(TimerKind.STARTUP),
                new StopProbe(),
                new StartTimer(TimerKind.HEALTHY, spec.restart().resetAfter()),
                new Report(new Notice.Ready(past.spawns(), at, event.detail())));
    }

    static Transition forgive(Ready ready) {
        return Transition.to(
                new Ready(ready.past().forgiven(), ready.spawnedAt(), ready.pid(), ready.readyAt(), ready.detail()));
    }

    static Transition notSpawned(ChildSpec spec, History past, SpawnFailed event) {
        Death death = new Death(event.at(), Death.Cause.NOT_SPAWNED, event.message(), List.of());
        Report report = new Report(new Notice.Died(past.spawns(), death));
        return afterDeath(spec, past.died(death), event.at(), event.at(), report);
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
            case Startup.AtOnce _ -> Duration.ZERO;
        };
        String reason = "killed: not ready within " + Words.of(within) + "; " + event.lastAnswer();
        return new Death(event.at(), Death.Cause.STARTUP_TIMED_OUT, reason, List.of());
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
    static Transition leave(Starting starting, ChildState next) {
        return Transition.to(next, new CancelTimer(TimerKind.STARTUP), new StopProbe(), new KillTree());
    }

    static Transition leave(Ready ready, ChildState next) {
        return Transition.to(next, new CancelTimer(TimerKind.HEALTHY), new KillTree());
    }

    static Transition dead(ChildSpec spec, Dying dying, TreeKilled event) {
        Death death = dying.death().withLastLines(event.lastLines());
        History past = dying.past().died(death);
        Report report = new Report(new Notice.Died(past.spawns(), death));
        if (event.survivors() > 0) {
            return failed(past, unkillable(death, event), event.at(), report);
        }
        return afterDeath(spec, past, dying.spawnedAt(), event.at(), report);
    }

    static Transition replace(ChildSpec spec, Replacing replacing, TreeKilled event) {
        History past = replacing.past();
        Report report = new Report(new Notice.Killed(past.spawns(), event.at(), replacing.reason()));
        if (event.survivors() > 0) {
            Death death = new Death(event.at(), Death.Cause.EXITED, "killed: " + replacing.reason(), event.lastLines());
            return failed(past.died(death), unkillable(death, event), event.at(), report);
        }
        return past.neverReady() >= Transitions.PATIENCE
                ? backOff(spec, past, replacing.spawnedAt(), event.at(), report)
                : spawn(past, report);
    }

    private static Transition afterDeath(ChildSpec spec, History past, Instant spawnedAt, Instant now, Report report) {
        Death death = past.lastDeath().orElseThrow();
        boolean endedWell = death.cause() == Death.Cause.ENDED_WELL;
        return switch (spec.restart().when()) {
            case ALWAYS -> backOff(spec, past, spawnedAt, now, report);
            case ON_FAILURE -> endedWell ? completed(past, now, report) : backOff(spec, past, spawnedAt, now, report);
            case NEVER -> endedWell ? completed(past, now, report) : failed(past, death, now, report);
        };
    }

    /** The backoff is the least time between two spawns, so one that lived longer is back at once. */
    private static Transition backOff(ChildSpec spec, History past, Instant spawnedAt, Instant now, Report report) {
        int death = Math.max(1, Math.max(past.deaths(), past.neverReady() - Transitions.PATIENCE + 1));
        Instant until = spawnedAt.plus(spec.restart().delayBetweenSpawns(death));
        if (!until.isAfter(now)) {
            return spawn(past, report);
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

    private static Transition completed(History past, Instant now, Report report) {
        return Transition.to(new Completed(past), report, new Report(new Notice.Completed(now)));
    }

    private static Death unkillable(Death death, TreeKilled event) {
        String reason = death.reason() + "; " + event.survivors() + " of its processes could not be killed";
        return new Death(death.at(), death.cause(), reason, death.lastLines());
    }

    /** Stopped without there being anything to stop. */
    static Transition stoppedUnborn(History past, Instant at, ChildEffect... before) {
        List<ChildEffect> effects = new ArrayList<>(List.of(before));
        effects.add(new Report(new Notice.Stopped(at, "was not running")));
        return new Transition(new Stopped(past), effects);
    }

    static Transition stop(ChildSpec spec, Starting starting, StopRequested event) {
        return stop(spec, starting.past(), event, new CancelTimer(TimerKind.STARTUP), new StopProbe());
    }

    static Transition stop(ChildSpec spec, Ready ready, StopRequested event) {
        return stop(spec, ready.past(), event, new CancelTimer(TimerKind.HEALTHY));
    }

    private static Transition stop(ChildSpec spec, History past, StopRequested event, ChildEffect... before) {
        List<ChildEffect> effects = new ArrayList<>(List.of(before));
        Duration within = event.within().compareTo(spec.stop().within()) < 0
                ? event.within()
                : spec.stop().within();
        if (within.isZero() || within.isNegative()) {
            effects.add(new KillTree());
            return new Transition(new Killing(past, "killed: there was no time to ask"), effects);
        }
        Instant killAt = event.at().plus(within);
        effects.add(new Signal(spec.stop().signal(), killAt));
        effects.add(new StartTimer(TimerKind.STOP, within));
        return new Transition(new Stopping(past, killAt), effects);
    }

    /** A second request can only shorten the time. */
    static Transition hurry(Stopping stopping, StopRequested event) {
        Instant killAt = event.at().plus(event.within());
        return killAt.isBefore(stopping.killAt())
                ? Transition.to(new Stopping(stopping.past(), killAt), new StartTimer(TimerKind.STOP, event.within()))
                : Transition.to(stopping);
    }

    static Transition end(Stopping stopping, String how) {
        return Transition.to(new Killing(stopping.past(), how), new CancelTimer(TimerKind.STOP), new KillTree());
    }

    static Transition ended(Killing killing, TreeKilled event) {
        String how = event.survivors() == 0
                ? killing.how()
                : killing.how() + "; " + event.survivors() + " of its processes could not be killed";
        return Transition.to(new Stopped(killing.past()), new Report(new Notice.Stopped(event.at(), how)));
    }
}
