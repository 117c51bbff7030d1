package dev.openruntime.invocation;

import java.time.Duration;

/**
 * The three instants that govern one invocation: at {@code soft} the supervisor begins to end it, by {@code grace}
 * whoever was told to stop has answered or is killed, and by {@code end} all is posted: there the platform itself would
 * kill, or the function's own limit is. What lies between grace and end is the time to post.
 *
 * @param endIsPlatforms false where the limit comes first
 */
public record Deadlines(Deadline soft, Deadline grace, Deadline end, boolean endIsPlatforms) {

    /** The most of an invocation's time that the margin may take, as a divisor: a fifth. */
    private static final int MARGIN_SHARE = 5;

    /**
     * Derives soft deadline and grace from what the platform allows, and what the function's limit does.
     *
     * @param limit the function's own; the platform's where it has none
     * @param margin what is wanted between soft deadline and end, for the time that is left; never more than a fifth of
     *     that is taken
     */
    public static Deadlines of(Deadline platform, Deadline limit, Margin margin) {
        Deadline end = platform.earliest(limit);
        Duration left = end.remaining();
        Duration most = left.dividedBy(MARGIN_SHARE);
        Duration wanted = margin.of(left);
        Duration taken = wanted.compareTo(most) < 0 ? wanted : most;
        Deadline soft = end.minus(taken);
        return new Deadlines(soft, soft.plus(taken.dividedBy(2)), end, end == platform);
    }

    /** The part of the margin that this divisor stands for. */
    public Duration marginBy(int divisor) {
        return Duration.ofMillis(end.epochMillis() - soft.epochMillis()).dividedBy(divisor);
    }
}
