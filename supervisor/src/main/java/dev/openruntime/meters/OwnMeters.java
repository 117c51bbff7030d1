package dev.openruntime.meters;

import dev.openruntime.child.ChildListener;
import dev.openruntime.child.ChildStatus;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.loop.InvocationReport;
import dev.openruntime.loop.LoopListener;
import dev.openruntime.sidecar.StatsdIntake;
import dev.openruntime.telemetry.LateMeters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * The supervisor's own meters, for one who sums them up. Counts and times are given away: what one hand-over has, no
 * other has, so that their sums are exact. Nothing is lost while nobody takes it; times are bounded as
 * {@link dev.openruntime.sidecar.metrics.series.Distribution} says.
 *
 * <p>Threads: the listeners as said there; one hand-over at a time.
 */
public final class OwnMeters implements LoopListener {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final LateMeters meters;
    private final Supplier<List<ChildStatus>> children;
    private final Usages usages;
    private final ChildCounts counts = new ChildCounts();
    private final LongAdder invocations = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile boolean isEnding;
    private boolean wasTaken;
    private long takenNanos;

    /**
     * @param meters that {@link LateMeters#gathering gather} their times
     * @param run what the cookies of all children begin with
     * @param children asked at a hand-over
     */
    public OwnMeters(LateMeters meters, String run, Supplier<List<ChildStatus>> children) {
        this.meters = meters;
        this.children = children;
        this.usages = new Usages(run);
    }

    /** What it wants to know of the children. */
    public ChildListener childListener() {
        return counts;
    }

    @Override
    public void nextSent(long nanos) {}

    @Override
    public void invocationDone(InvocationReport report) {
        invocations.increment();
        if (report.outcome() instanceof Outcome.FunctionError) {
            failures.increment();
        }
    }

    /** The end has begun: from now on each hand-over may be the last. Any thread. */
    public void ending() {
        isEnding = true;
    }

    /**
     * Hands over what came since the last time, unless that is less than ten seconds ago and the end has not begun.
     *
     * @param to takes it at once
     * @param within time that looking at processes may take; what isn't known by then is for the next time
     */
    public void handOver(StatsdIntake to, Duration within) throws InterruptedException {
        long now = System.nanoTime();
        if (wasTaken && !isEnding && now - takenNanos < EVERY.toNanos()) {
            return;
        }
        wasTaken = true;
        takenNanos = now;
        Lines lines = new Lines(to);
        lines.count("openruntime.invocations", "", (double) invocations.sumThenReset());
        lines.count("openruntime.invocations.failed", "", (double) failures.sumThenReset());
        meters.takeGathered(lines);
        List<ChildStatus> statuses = children.get();
        counts.writeTo(lines, statuses);
        usages.writeTo(lines, statuses, within);
        lines.close();
    }
}
