package dev.openruntime.supervisor;

import dev.openruntime.invocation.Header;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.loop.ResponseSink;
import dev.openruntime.loop.Source;
import dev.openruntime.loop.SourceFailure;
import dev.openruntime.time.RunningTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A source whose platform may freeze the process while there is no event: running time stands from the moment
 * {@code next} is sent until the event is here.
 */
final class FreezingSource implements Source {

    private final Source source;
    private final RunningTime time;
    private final InstantSource wallClock;
    private volatile Duration stood = Duration.ZERO;

    FreezingSource(Source source, RunningTime time, InstantSource wallClock) {
        this.source = source;
        this.time = time;
        this.wallClock = wallClock;
    }

    @Override
    public Invocation next() throws SourceFailure {
        long wallMillis = wallClock.millis();
        long nanos = System.nanoTime();
        time.stand();
        try {
            return source.next();
        } finally {
            time.go();
            stood = longer(System.nanoTime() - nanos, wallClock.millis() - wallMillis);
        }
    }

    @Override
    public void post(Invocation invocation, Outcome.Whole outcome) throws SourceFailure {
        source.post(invocation, outcome);
    }

    @Override
    public ResponseSink stream(Invocation invocation, List<Header> headers) throws SourceFailure {
        return source.stream(invocation, headers);
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
