package dev.openruntime.supervisor;

import java.time.Duration;

/**
 * How the time of a shutdown is divided among those that end one after the other. What one leaves, the next have; how
 * the children's part is divided is {@link dev.openruntime.child.StopPlan}'s to say.
 *
 * @param whole what the platform or the configuration grants
 * @param invocation at most, for the invocation under way
 * @param flush at most, for the last flush
 * @param process kept for the JVM and bash to end in
 */
record ShutdownBudget(Duration whole, Duration invocation, Duration flush, Duration process) {

    private static final Duration FOR_THE_PROCESS = Duration.ofMillis(40);

    /** The share of an invocation under way, and that of the last flush, as divisors. */
    private static final int INVOCATION_SHARE = 3;

    private static final int FLUSH_SHARE = 3;

    static ShutdownBudget of(Duration whole) {
        boolean enough = whole.compareTo(FOR_THE_PROCESS.plus(FOR_THE_PROCESS)) > 0;
        Duration process = enough ? FOR_THE_PROCESS : Duration.ZERO;
        Duration shared = whole.minus(process);
        return new ShutdownBudget(whole, part(shared, INVOCATION_SHARE), part(shared, FLUSH_SHARE), process);
    }

    /** All of it but for the process: when the last of the children is to be gone. */
    Duration shared() {
        return whole.minus(process);
    }

    /** What is left for the children if all else takes what it may. */
    Duration children() {
        return shared().minus(invocation).minus(flush);
    }

    /** When everything is killed that isn't over by then, whatever it is; in time for bash to do it. */
    Duration limit() {
        return whole.minus(part(process, 4));
    }

    /** Durations divide by decimal arithmetic, whose classes cost milliseconds before the first child is spawned. */
    private static Duration part(Duration whole, int divisor) {
        return Duration.ofNanos(whole.toNanos() / divisor);
    }
}
