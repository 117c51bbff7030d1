package dev.openruntime.emulator;

import java.time.Duration;

/**
 * What the platform gives an environment for its end; without any registered extension that is nothing.
 *
 * @param internalOnly for the runtime, where only internal extensions are registered
 * @param runtimeShare for the runtime, where an external one is
 * @param withExternal for all, the runtime's share included, where an external one is
 */
public record ShutdownBudget(Duration internalOnly, Duration runtimeShare, Duration withExternal) {
    /** The platform's own. */
    public static final ShutdownBudget PLATFORM =
            new ShutdownBudget(Duration.ofMillis(500), Duration.ofMillis(300), Duration.ofSeconds(2));

    /** Refuses what cannot be kept. */
    public ShutdownBudget {
        if (internalOnly.isNegative() || runtimeShare.isNegative() || withExternal.compareTo(runtimeShare) < 0) {
            throw new IllegalArgumentException("cannot emulate the function: a shutdown budget must not be negative,"
                    + " and the whole not less than the runtime's share");
        }
    }
}
