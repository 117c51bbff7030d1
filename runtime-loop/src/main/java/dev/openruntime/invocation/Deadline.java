package dev.openruntime.invocation;

import java.time.Duration;

/**
 * A point in time that something must be over by.
 *
 * <p>The platform and the workers speak of deadlines as Unix milliseconds, but waiting is done against the monotonic
 * clock, so that a step of the wall clock in the middle of an invocation neither ends it early nor lets it run over.
 * Both views are fixed when the deadline is made.
 */
public final class Deadline {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long nanoTime;
    private final long epochMillis;

    private Deadline(long nanoTime, long epochMillis) {
        this.nanoTime = nanoTime;
        this.epochMillis = epochMillis;
    }

    /** The instant that the platform named, in Unix milliseconds. */
    public static Deadline atEpochMillis(long epochMillis) {
        long left = epochMillis - System.currentTimeMillis();
        return new Deadline(System.nanoTime() + left * NANOS_PER_MILLI, epochMillis);
    }

    /** So much time from now. */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos(), System.currentTimeMillis() + time.toMillis());
    }

    /** This deadline, moved earlier. */
    public Deadline minus(Duration time) {
        return new Deadline(nanoTime - time.toNanos(), epochMillis - time.toMillis());
    }

    /** This deadline, moved later. */
    public Deadline plus(Duration time) {
        return new Deadline(nanoTime + time.toNanos(), epochMillis + time.toMillis());
    }

    /** Whichever comes first. */
    public Deadline earliest(Deadline other) {
        return nanoTime - other.nanoTime <= 0 ? this : other;
    }

    /** Unix milliseconds, as worker frames carry it. */
    public long epochMillis() {
        return epochMillis;
    }

    /** Nanoseconds left; negative once it has passed. */
    public long remainingNanos() {
        return nanoTime - System.nanoTime();
    }

    /** Time left; zero once it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, remainingNanos()));
    }

    /** Whether there is no time left. */
    public boolean passed() {
        return remainingNanos() <= 0;
    }

    @Override
    public String toString() {
        return "Deadline[in " + remaining().toMillis() + " ms]";
    }
}
