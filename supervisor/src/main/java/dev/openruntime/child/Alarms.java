package dev.openruntime.child;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When something is to happen to a child by itself. Used by the lifecycle thread alone, which sleeps until
 * {@link #nextDue}.
 *
 * <p>How long a child has been ready counts by running time, everything else by wall time. The end of the former
 * changes nothing but what the next death counts for, so nobody wakes for it: it is noticed when the thread is awake
 * anyway, before anything else is handled. A start-up that seems to take too long only since everybody was frozen in
 * the middle of it begins anew.
 */
final class Alarms {

    /** What comes later than so is taken for a sign that this process didn't run. */
    static final Duration LATE = Duration.ofMillis(250);

    private final Clocks clocks;
    private final Timers<Instant> wall = new Timers<>();
    private final Timers<Duration> running = new Timers<>();

    Alarms(Clocks clocks) {
        this.clocks = clocks;
    }

    void start(String child, TimerKind kind, Duration delay) {
        switch (kind) {
            case HEALTHY -> running.start(child, kind, clocks.ran().plus(delay), delay);
            case STARTUP, BACKOFF, STOP -> wall.start(child, kind, clocks.now().plus(delay), delay);
        }
    }

    void cancel(String child, TimerKind kind) {
        switch (kind) {
            case HEALTHY -> running.cancel(child, kind);
            case STARTUP, BACKOFF, STOP -> wall.cancel(child, kind);
        }
    }

    /** When to wake for the next; empty if there is nothing to wake for. */
    Optional<Instant> nextDue() {
        return wall.nextDue();
    }

    /** The name of a child that has been ready for long enough. */
    Optional<String> takeHealthy() {
        return running.takeDue(clocks.ran()).map(Timers.Timer::child);
    }

    /** A timer of wall time that is due. */
    Optional<Timers.Timer<Instant>> takeDue() {
        Instant now = clocks.now();
        Optional<Timers.Timer<Instant>> due = wall.takeDue(now);
        while (due.isPresent() && isVoid(due.get(), now)) {
            start(due.get().child(), due.get().kind(), due.get().delay());
            due = wall.takeDue(now);
        }
        return due;
    }

    private static boolean isVoid(Timers.Timer<Instant> timer, Instant now) {
        return timer.kind() == TimerKind.STARTUP && now.isAfter(timer.due().plus(LATE));
    }
}
