package dev.openruntime.bench;

import dev.openruntime.emulator.InvokeRequest;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * What is to be measured.
 *
 * @param request the call that is made again and again
 * @param cold how many starts are measured of each side; may be 0
 * @param warmUp how many invocations come before those that count; as many as fit into {@link #WARM_UP}, at most
 *     {@link #MOST}, where none is given
 * @param count how many invocations count, of each side; may be 0; as many as fit into {@link #MEASURED}, at most
 *     {@link #MOST}, where none is given
 * @param rounds in how many turns they are made, each side in its turn
 * @param idle how long the sides are watched while nobody calls them; may be zero
 */
public record Plan(InvokeRequest request, int cold, OptionalInt warmUp, OptionalInt count, int rounds, Duration idle) {

    static final Duration WARM_UP = Duration.ofSeconds(2);
    static final Duration MEASURED = Duration.ofSeconds(5);
    static final int MOST = 1000;

    /** How many invocations a round has, if the warm-up took so long for so many. */
    int perRound(Duration warmUpTook, int warmUpCount) {
        if (count.isPresent()) {
            return Math.ceilDiv(count.getAsInt(), rounds);
        }
        long each = Math.max(1, warmUpTook.toNanos() / Math.max(1, warmUpCount));
        return Math.clamp(Math.min(MEASURED.toNanos() / each, MOST) / rounds, 1, MOST);
    }
}
