package dev.openruntime.meters;

import dev.openruntime.child.ChildStatus;
import dev.openruntime.process.TreeUsage;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Memory and processor time of the supervisor and of each child's tree, from {@code /proc}. The walk takes about a
 * millisecond for each process of the machine, so it is made on a thread of its own, {@code usage}, which is waited for
 * within a bound and then left to itself: what it finds is written the next time. One use at a time.
 */
final class Usages {

    private static final double NANOS = 1e9;

    private final String run;
    private final AtomicReference<@Nullable Found> found = new AtomicReference<>();
    private @Nullable Thread walking;
    private Duration cpuTold = Duration.ZERO;

    private record Found(TreeUsage own, Map<String, TreeUsage> children) {}

    Usages(String run) {
        this.run = run;
    }

    void writeTo(Lines lines, List<ChildStatus> statuses, Duration within) throws InterruptedException {
        Thread walk = walking;
        if (walk == null || !walk.isAlive()) {
            Map<String, OptionalLong> pids = pids(statuses);
            walk = Thread.ofPlatform().daemon().name("usage").start(() -> look(pids));
            walking = walk;
        }
        boolean _ = walk.join(within);
        Found latest = found.getAndSet(null);
        if (latest != null) {
            write(latest, lines, statuses);
        }
    }

    /** An embedded child has none: what it uses is the supervisor's own. */
    private static Map<String, OptionalLong> pids(List<ChildStatus> statuses) {
        Map<String, OptionalLong> pids = new HashMap<>();
        for (ChildStatus status : statuses) {
            if (status.state().pid().isPresent()) {
                pids.put(status.spec().name(), status.state().pid());
            }
        }
        return pids;
    }

    private void look(Map<String, OptionalLong> pids) {
        try {
            found.set(new Found(TreeUsage.ofThisProcess(), TreeUsage.ofChildren(run, pids)));
        } catch (UncheckedIOException noProc) {
            found.set(new Found(TreeUsage.NONE, Map.of())); // then there is nothing to tell
        }
    }

    private void write(Found latest, Lines lines, List<ChildStatus> statuses) {
        if (latest.own().processes() > 0) {
            lines.gauge("openruntime.memory", "Bytes", "", (double) latest.own().memoryBytes());
            lines.countSeconds("openruntime.cpu", seconds(latest.own().cpu().minus(cpuTold)));
            cpuTold = latest.own().cpu();
        }
        for (ChildStatus status : statuses) {
            TreeUsage usage = latest.children().getOrDefault(status.spec().name(), TreeUsage.NONE);
            if (usage.processes() > 0) {
                String tags = ChildCounts.tags(status);
                lines.gauge("openruntime.child.processes", "", tags, usage.processes());
                lines.gauge("openruntime.child.memory", "Bytes", tags, (double) usage.memoryBytes());
                lines.gauge("openruntime.child.cpu", "Seconds", tags, seconds(usage.cpu()));
            }
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }
}
