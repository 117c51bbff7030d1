package dev.openruntime.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What was found of one side.
 *
 * @param cold each start, in order
 * @param rounds the calls of each round, in order
 * @param warmUp how many calls came before
 * @param processor the time that its processes spent on processors, a call; zero without calls
 * @param memory what each process held when all calls were over
 * @param rest what it did while nobody called it, if that was watched
 * @param steps where the time went, if it can tell
 * @param failures of all calls, those that don't count included
 */
public record SideFindings(
        Side side,
        List<ColdStart> cold,
        List<Times> rounds,
        int warmUp,
        Duration processor,
        List<ProcessUse> memory,
        Optional<Rest> rest,
        Optional<Steps> steps,
        Failures failures) {

    /** All calls that count. */
    public Times calls() {
        return Times.all(rounds);
    }

    /** How many calls were made before memory was measured. */
    public int made() {
        return warmUp + rounds.stream().mapToInt(Times::count).sum();
    }

    /** The memory of all its processes. */
    public long bytes() {
        return memory.stream().mapToLong(ProcessUse::bytes).sum();
    }
}
