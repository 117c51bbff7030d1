package dev.openruntime.invocation;

import java.time.Duration;

/**
 * The three instants that govern one invocation: at {@code soft} the supervisor begins to end it, by {@code grace}
 * whoever was told to stop has answered or is killed, and at {@code platform} the platform itself would kill. What lies
 * between grace and platform is the time to post.
 */
public record Deadlines(Deadline soft, Deadline grace, Deadline platform) {

    /** The most of an invocation's time that the margin may take, as a divisor: a fifth. */
    private static final int MARGIN_SHARE = 5;

    /**
     * Derives soft deadline and grace from what the platform allows.
     *
     * @param margin what is wanted between soft and platform deadline; never more than a fifth of the time left is
     *     taken
     */
    public static Deadlines of(Deadline platform, Duration margin) {
        Duration most = platform.remaining().dividedBy(MARGIN_SHARE);
        Duration taken = margin.compareTo(most) < 0 ? margin : most;
        Deadline soft = platform.minus(taken);
        return new Deadlines(soft, soft.plus(taken.dividedBy(2)), platform);
    }
}
