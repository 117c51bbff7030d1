package dev.openruntime.child;

import dev.openruntime.child.ChildEffect.CancelTimer;
import dev.openruntime.child.ChildEffect.Report;
import dev.openruntime.child.ChildEffect.Spawn;
import dev.openruntime.child.ChildEffect.StartChecks;
import dev.openruntime.child.ChildEffect.StartProbe;
import dev.openruntime.child.ChildEffect.StartTimer;
import dev.openruntime.child.ChildEffect.StopProbes;
import dev.openruntime.child.ChildEvent.BecameReady;
import dev.openruntime.child.ChildEvent.ReadinessFailed;
import dev.openruntime.child.ChildEvent.ReadinessPassed;
import dev.openruntime.child.ChildEvent.Spawned;
import dev.openruntime.child.ChildState.Ready;
import dev.openruntime.child.ChildState.Spawning;
import dev.openruntime.child.ChildState.Starting;
import dev.openruntime.child.ChildState.Unready;
import dev.openruntime.child.ChildState.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The cells of {@link Transitions} in which a child comes up, and in which it is more or less ready. */
final class Births {

    private Births() {}

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
        if (spec.startup() instanceof Startup.LogLine line) {
            return Transition.to(starting, report, new StartTimer(TimerKind.STARTUP, line.within()));
        }
        if (spec.isOneShot()) {
            return Transition.to(starting, report);
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
        List<ChildEffect> effects = new ArrayList<>();
        effects.add(new CancelTimer(TimerKind.STARTUP));
        effects.add(new StopProbes());
        if (spec.isChecked()) {
            effects.add(new StartChecks());
        }
        effects.add(new StartTimer(TimerKind.HEALTHY, spec.restart().resetAfter()));
        effects.add(new Report(new Notice.Ready(past.spawns(), at, event.detail())));
        return new Transition(new Ready(past, born, starting.pid(), at, event.detail()), effects);
    }

    /** It goes on running: whether that helps is for its liveness probe to say. */
    static Transition unready(Ready ready, ReadinessFailed event) {
        return Transition.to(
                new Unready(ready.past(), ready.spawnedAt(), ready.pid(), event.answer()),
                new CancelTimer(TimerKind.HEALTHY),
                new Report(new Notice.Unready(ready.past().spawns(), event.at(), event.answer())));
    }

    static Transition readyAgain(ChildSpec spec, Unready unready, ReadinessPassed event) {
        return Transition.to(
                new Ready(unready.past(), unready.spawnedAt(), unready.pid(), event.at(), event.answer()),
                new StartTimer(TimerKind.HEALTHY, spec.restart().resetAfter()),
                new Report(new Notice.Ready(unready.past().spawns(), event.at(), event.answer())));
    }

    static Transition forgive(Ready ready) {
        return Transition.to(
                new Ready(ready.past().forgiven(), ready.spawnedAt(), ready.pid(), ready.readyAt(), ready.detail()));
    }
}
