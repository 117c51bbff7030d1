package dev.openruntime.config;

import java.time.Duration;

/** The time kept free before the platform's deadline, before its bound is applied. */
public sealed interface Margin {

    /** The margin when {@code remaining}, at least zero, is left. */
    Duration of(Duration remaining);

    /** The same time for every invocation; more than zero. */
    record Fixed(Duration duration) implements Margin {
        @Override
        public Duration of(Duration remaining) {
            return duration;
        }
    }

    /**
     * A share of the time that is left when the event arrives.
     *
     * @param percent more than 0, at most {@link DeadlineConfig#MOST_PERCENT}
     */
    record Share(double percent) implements Margin {
        @Override
        public Duration of(Duration remaining) {
            return Duration.ofNanos((long) (remaining.toNanos() * (percent / 100)));
        }
    }
}
