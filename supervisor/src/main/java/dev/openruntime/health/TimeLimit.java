package dev.openruntime.health;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** The end of an attempt's time. */
final class TimeLimit {

    private final long nanoTime;

    private TimeLimit(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    static TimeLimit in(Duration duration) {
        return new TimeLimit(System.nanoTime() + duration.toNanos());
    }

    /** @throws SocketTimeoutException if none is left */
    int millisLeft() throws SocketTimeoutException {
        long left = (nanoTime - System.nanoTime() + 999_999) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }
}
