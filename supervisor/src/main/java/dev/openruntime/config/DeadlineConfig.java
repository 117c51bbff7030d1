package dev.openruntime.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long an invocation may take, and how long before that the supervisor ends it itself.
 *
 * @param margin as the file says it; whoever applies it takes no more than {@value #MOST_PERCENT} percent of what is
 *     left
 * @param max from an event's arrival to what is posted, where that is to be less than the platform allows; no limit of
 *     ours if empty
 */
public record DeadlineConfig(Margin margin, Optional<Duration> max) {

    /** The margin never takes more than this share of the time that is left when the event arrives. */
    public static final int MOST_PERCENT = 20;

    /** 500 ms. */
    public static final DeadlineConfig DEFAULT =
            new DeadlineConfig(new Margin.Fixed(Duration.ofMillis(500)), Optional.empty());
}
