package dev.openruntime.config;

import java.time.Duration;

/**
 * How long before the platform's deadline the supervisor ends an invocation itself.
 *
 * @param margin as the file says it; whoever applies it takes no more than {@value #MOST_PERCENT} percent of what is
 *     left
 */
public record DeadlineConfig(Margin margin) {

    /** The margin never takes more than this share of the time that is left when the event arrives. */
    public static final int MOST_PERCENT = 20;

    /** 500 ms. */
    public static final DeadlineConfig DEFAULT = new DeadlineConfig(new Margin.Fixed(Duration.ofMillis(500)));
}
