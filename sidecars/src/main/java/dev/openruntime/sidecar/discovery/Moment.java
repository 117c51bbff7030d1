package dev.openruntime.sidecar.discovery;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A moment that ages by the monotonic clock or the wall clock, whichever went on further: the monotonic one stands
 * where a whole virtual machine is frozen, the wall clock is set afterwards. So what was known before a freeze is old
 * after it.
 */
record Moment(long nanos, long wallMillis, Clock clock) {

    static Moment now(Clock clock) {
        return new Moment(System.nanoTime(), clock.millis(), clock);
    }

    Duration age() {
        long wallNanos = TimeUnit.MILLISECONDS.toNanos(clock.millis() - wallMillis);
        return Duration.ofNanos(Math.max(System.nanoTime() - nanos, wallNanos));
    }
}
