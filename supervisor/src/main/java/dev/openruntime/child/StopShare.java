package dev.openruntime.child;

import java.time.Duration;

/**
 * What a wave of children may use of the time of a shutdown: the same as each wave behind it, if none ends early.
 *
 * @param whole until all of the wave are gone
 * @param untilKilled from being asked to end until they are killed, at most; the rest is for the killing
 */
public record StopShare(Duration whole, Duration untilKilled) {

    /** Time of a wave that is kept for killing those who don't end when asked; at most a quarter of it. */
    private static final Duration FOR_KILLING = Duration.ofMillis(250);

    /**
     * Of the next wave.
     *
     * @param left the time that is left, zero or more
     * @param waves how many waves are to come, this one included
     */
    public static StopShare of(Duration left, int waves) {
        Duration whole = left.dividedBy(waves);
        Duration quarter = whole.dividedBy(4);
        return new StopShare(whole, whole.minus(quarter.compareTo(FOR_KILLING) < 0 ? quarter : FOR_KILLING));
    }
}
