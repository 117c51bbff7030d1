package dev.openruntime.pipeline;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When one child was flushed last, and so whether it is to be flushed after this response. Used under a lock. No
 * pattern switch: its first use costs milliseconds, and this is asked after the very first response.
 */
final class FlushTimer {

    /** Who waits for an event as long as this may be frozen the next time. */
    private static final Duration IDLE = Duration.ofMillis(10);

    /** Running time after which even a busy child is flushed. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final FlushWhen when;
    private final LongSupplier runningTime;
    private final LongSupplier clock;
    private long lastNanos;
    private long idleNanos;

    /** @param runningTime in nanoseconds; asked only where the child is flushed by it */
    FlushTimer(FlushWhen when, LongSupplier runningTime) {
        this(when, runningTime, System::nanoTime);
    }

    /** @param clock in nanoseconds, which goes on while running time stands */
    FlushTimer(FlushWhen when, LongSupplier runningTime, LongSupplier clock) {
        this.when = when;
        this.runningTime = runningTime;
        this.clock = clock;
        this.lastNanos = runningTime.getAsLong();
        this.idleNanos = clock.getAsLong() - lastNanos;
    }

    /** Asked once after each response. */
    boolean isDue() {
        if (when instanceof FlushWhen.Every every) {
            return hasPassed(every.period());
        }
        return when instanceof FlushWhen.Each || (when instanceof FlushWhen.Adaptive && wasIdle());
    }

    /** Time that didn't count as running since this was last asked was spent waiting for the event. */
    private boolean wasIdle() {
        long idleSoFar = clock.getAsLong() - runningTime.getAsLong();
        boolean waited = idleSoFar - idleNanos >= IDLE.toNanos();
        idleNanos = idleSoFar;
        return waited || hasPassed(LONGEST);
    }

    private boolean hasPassed(Duration period) {
        return runningTime.getAsLong() - lastNanos >= period.toNanos();
    }

    /** A flush begins, whatever comes of it: one that fails isn't tried again before its time. */
    void begins() {
        if (when instanceof FlushWhen.Every || when instanceof FlushWhen.Adaptive) {
            lastNanos = runningTime.getAsLong();
        }
    }
}
