package dev.openruntime.config;

import java.time.Duration;

/** The time kept free before the platform's deadline. */
public sealed interface Margin {

    /** The same time for every invocation; more than zero. */
    record Fixed(Duration duration) implements Margin {}

    /**
     * A share of the time that is left when the event arrives.
     *
     * @param percent more than 0, at most {@link DeadlineConfig#MOST_PERCENT}
     */
    record Share(double percent) implements Margin {}
}
