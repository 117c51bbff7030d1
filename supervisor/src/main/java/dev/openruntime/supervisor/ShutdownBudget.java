package dev.openruntime.supervisor;

import java.time.Duration;

/**
 * How the time of a shutdown is divided among those that end one after the other.
 *
 * @param within all of it but for the process
 * @param invocation at most, for the invocation under way
 * @param flush at most, for the last flush
 * @param process kept for the JVM and bash to end in
 */
record ShutdownBudget(Duration within, Duration invocation, Duration flush, Duration process) {

    private static final Duration FOR_THE_PROCESS = Duration.ofMillis(40);

    /** The share of an invocation under way, and that of the last flush, as divisors. */
    private static final int INVOCATION_SHARE = 3;

    private static final int FLUSH_SHARE = 3;

    /** @param whole what the platform or the configuration grants */
    static ShutdownBudget of(Duration whole) {
        boolean enough = whole.compareTo(FOR_THE_PROCESS.multipliedBy(2)) > 0;
        Duration process = enough ? FOR_THE_PROCESS : Duration.ZERO;
        Duration within = whole.minus(process);
        return new ShutdownBudget(within, within.dividedBy(INVOCATION_SHARE), within.dividedBy(FLUSH_SHARE), process);
    }

    /** What is left for the children if all else takes what it may. */
    Duration children() {
        return within.minus(invocation).minus(flush);
    }
}
