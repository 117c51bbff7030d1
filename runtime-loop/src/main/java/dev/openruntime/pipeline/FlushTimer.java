package dev.openruntime.pipeline;

import java.util.function.LongSupplier;

/** When one child was flushed last, and so whether it is to be flushed after this response. Used under a lock. */
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
        return switch (when) {
            case FlushWhen.Each _ -> true;
            case FlushWhen.Every every ->
                runningTime.getAsLong() - lastNanos >= every.period().toNanos();
            case FlushWhen.Shutdown _ -> false;
        };
    }

    /** A flush begins, whatever comes of it: one that fails isn't tried again before its time. */
    void begins() {
        if (when instanceof FlushWhen.Every) {
            lastNanos = runningTime.getAsLong();
        }
    }
}
