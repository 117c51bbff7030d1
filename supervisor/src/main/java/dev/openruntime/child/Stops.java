package dev.openruntime.child;

import dev.openruntime.child.ChildEffect.CancelTimer;
import dev.openruntime.child.ChildEffect.KillTree;
import dev.openruntime.child.ChildEffect.Report;
import dev.openruntime.child.ChildEffect.Signal;
import dev.openruntime.child.ChildEffect.StartTimer;
import dev.openruntime.child.ChildEffect.StopProbes;
import dev.openruntime.child.ChildEvent.StopRequested;
import dev.openruntime.child.ChildEvent.TreeKilled;
import dev.openruntime.child.ChildState.Killing;
import dev.openruntime.child.ChildState.Stopped;
import dev.openruntime.child.ChildState.Stopping;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The cells of {@link Transitions} in which a child is stopped, as asked. */
final class Stops {

    private Stops() {}

    /** Stopped without there being anything to stop. */
    static Transition stoppedUnborn(History past, Instant at, ChildEffect... before) {
        List<ChildEffect> effects = new ArrayList<>(List.of(before));
        effects.add(new Report(new Notice.Stopped(at, "was not running")));
        return new Transition(new Stopped(past), effects);
    }

    /** @param timer which runs in its present state */
    static Transition stop(ChildSpec spec, History past, StopRequested event, TimerKind timer) {
        List<ChildEffect> effects = new ArrayList<>(List.of(new CancelTimer(timer), new StopProbes()));
        Duration within = StopWave.shorter(event.within(), spec.stop().within());
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

    static Transition end(ChildState next) {
        return Transition.to(next, new CancelTimer(TimerKind.STOP), new KillTree());
    }

    static Transition ended(Killing killing, TreeKilled event) {
        String how = event.survivors() == 0
                ? killing.how()
                : killing.how() + "; " + event.survivors() + " of its processes could not be killed";
        return Transition.to(
                new Stopped(killing.past().ended(event.at(), how)), new Report(new Notice.Stopped(event.at(), how)));
    }
}
