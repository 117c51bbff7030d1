package dev.openruntime.invocation;

import java.time.Duration;

/** How far before the platform's deadline the supervisor ends an invocation itself. */
@FunctionalInterface
public interface Margin {

    /** The margin for an invocation that has this much time left on arrival. */
    Duration of(Duration timeLeft);
}
