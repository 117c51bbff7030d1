package dev.openruntime.pipeline;

import java.util.function.LongSupplier;

/**
 * When one child was flushed last, and so whether it is to be flushed after this response. Used under a lock. No
 * pattern switch: its first use costs milliseconds, and this is asked after the very first response.
 */
final class FlushTimer {

    private final FlushWhen when;
    private final LongSupplier runningTime;
    private long lastNanos;

    /** @param runningTime in nanoseconds; asked only where the child is flushed by it */
    FlushTimer(FlushWhen when, LongSupplier runningTime) {
        this.when = when;
        this.runningTime = runningTime;
        this.lastNanos = runningTime.getAsLong();
    }

    boolean isDue() {
        if (when instanceof FlushWhen.Every every) {
            return runningTime.getAsLong() - lastNanos >= every.period().toNanos();
        }
        return when instanceof FlushWhen.Each;
    }

    /** A flush begins, whatever comes of it: one that fails isn't tried again before its time. */
    void begins() {
        if (when instanceof FlushWhen.Every) {
            lastNanos = runningTime.getAsLong();
        }
    }
}
