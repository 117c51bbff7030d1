package dev.openruntime.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Kills a process with all that came of it: what descends from it, and what carries its cookie in its environment
 * wherever it has got to, since a grandchild that was forked twice descends from nobody any more. Out of reach is only
 * what both cleared its environment and left its parent.
 */
public final class ProcessTree {

    /** SIGKILL takes effect within milliseconds, but for a process that hangs in the kernel. */
    private static final Duration WITHIN = Duration.ofSeconds(2);

    private static final long FIRST_PAUSE_NANOS = 500_000;
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    private ProcessTree() {}

    /**
     * What came of a kill.
     *
     * @param survivors how many processes were found that didn't die
     * @param unreadable processes of this user whose environment could not be read, so that they may belong to it
     *     unseen
     */
    public record Outcome(int survivors, List<Long> unreadable) {

        public Outcome {
            unreadable = List.copyOf(unreadable);
        }

        Outcome withOneMoreSurvivor() {
            return new Outcome(survivors + 1, unreadable);
        }
    }

    /**
     * Kills all children that a supervisor ever started, with their trees. Blocks until they are gone, some 5 ms.
     *
     * @param run what its cookies begin with
     */
    public static Outcome killAllOf(String run) {
        return kill(OptionalLong.empty(), cookie -> cookie.startsWith(run + "-"));
    }

    static Outcome kill(OptionalLong root, Predicate<String> cookie) {
        long deadline = System.nanoTime() + WITHIN.toNanos();
        long pause = FIRST_PAUSE_NANOS;
        Set<Long> killed = new HashSet<>();
        while (true) {
            ProcessTable table = ProcessTable.fresh();
            Set<Long> found = table.tree(root, cookie);
            // one that is ending has lost its environment some time before it lets go of its ports and files
            killed.removeIf(pid -> !table.isAlive(pid));
            if (found.isEmpty() && killed.isEmpty()) {
                return new Outcome(0, table.unreadable());
            }
            killed.addAll(found);
            if (System.nanoTime() > deadline) {
                return new Outcome(killed.size(), table.unreadable());
            }
            for (long pid : found) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
    }
}
