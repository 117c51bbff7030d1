package dev.openruntime.invocation;

import java.time.Duration;
import java.util.Optional;

/**
 * How long an invocation may take, in the function's own words.
 *
 * @param margin how long before its end the supervisor ends it itself
 * @param most from the event's arrival to what is posted; none: as long as the platform allows
 */
public record Limits(Margin margin, Optional<Duration> most) {

    /** The instants that govern this invocation, which has just arrived. */
    public Deadlines of(Invocation invocation) {
        Deadline platform = invocation.platformDeadline();
        Duration elapsed = Duration.ofNanos(System.nanoTime() - invocation.arrivedNanos());
        Deadline limit = most.map(time -> Deadline.in(time.minus(elapsed))).orElse(platform);
        return Deadlines.of(platform, limit, margin);
    }
}
