package dev.openruntime.config;

import java.time.Duration;

/**
 * How long before the platform's deadline the supervisor ends an invocation itself.
 *
 * @param margin as the file says it; {@link #marginFor} bounds it
 */
public record DeadlineConfig(Margin margin) {

    /** The margin never takes more than this share of the time that is left when the event arrives. */
    public static final int MOST_PERCENT = 20;

    /** 500 ms, which {@link #marginFor} bounds. */
    public static final DeadlineConfig DEFAULT = new DeadlineConfig(new Margin.Fixed(Duration.ofMillis(500)));

    /**
     * The margin of one invocation.
     *
     * @param remaining the time left until the platform's deadline when the event arrives
     * @return at least zero, at most {@value #MOST_PERCENT} percent of {@code remaining}
     */
    public Duration marginFor(Duration remaining) {
        if (remaining.isNegative()) {
            return Duration.ZERO;
        }
        Duration most = new Margin.Share(MOST_PERCENT).of(remaining);
        Duration wanted = margin.of(remaining);
        return wanted.compareTo(most) < 0 ? wanted : most;
    }
}
