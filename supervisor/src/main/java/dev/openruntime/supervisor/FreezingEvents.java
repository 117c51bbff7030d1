package dev.openruntime.supervisor;

import dev.openruntime.invocation.Invocation;
import dev.openruntime.loop.Events;
import dev.openruntime.loop.SourceFailure;
import dev.openruntime.time.RunningTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Events of a platform that may freeze the process while there is no event: running time stands from the moment
 * {@code next} is sent until the event is here.
 */
final class FreezingEvents implements Events {

    private final Events events;
    private final RunningTime time;
    private final InstantSource wallClock;
    private volatile Duration stood = Duration.ZERO;

    FreezingEvents(Events events, RunningTime time, InstantSource wallClock) {
        this.events = events;
        this.time = time;
        this.wallClock = wallClock;
    }

    @Override
    public Invocation next() throws SourceFailure {
        long wallMillis = wallClock.millis();
        long nanos = System.nanoTime();
        time.stand();
        try {
            return events.next();
        } finally {
            time.go();
            stood = longer(System.nanoTime() - nanos, wallClock.millis() - wallMillis);
        }
    }

    /** How long the latest event was waited for: frozen, perhaps, for most of it. */
    Duration stood() {
        return stood;
    }

    /** The monotonic clock stands, too, where a whole virtual machine is frozen; the wall clock is set afterwards. */
    private static Duration longer(long nanos, long wallMillis) {
        return Duration.ofNanos(Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(wallMillis)));
    }
}
