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

    /** A century: the monotonic clock's arithmetic wraps round at three. What lies farther away is brought nearer. */
    private static final Duration FARTHEST = Duration.ofDays(36_500);

    private final long nanoTime;
    private final long epochMillis;

    private Deadline(long nanoTime, long epochMillis) {
        this.nanoTime = nanoTime;
        this.epochMillis = epochMillis;
    }

    /** The instant that the platform named, in Unix milliseconds. */
    public static Deadline atEpochMillis(long epochMillis) {
        long now = System.currentTimeMillis();
        long near = Math.clamp(epochMillis, now - FARTHEST.toMillis(), now + FARTHEST.toMillis());
        return new Deadline(System.nanoTime() + (near - now) * NANOS_PER_MILLI, near);
    }

    /** So much time from now. */
    public static Deadline in(Duration time) {
        Duration near = time.compareTo(FARTHEST) < 0 ? time : FARTHEST;
        return new Deadline(System.nanoTime() + near.toNanos(), System.currentTimeMillis() + near.toMillis());
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
