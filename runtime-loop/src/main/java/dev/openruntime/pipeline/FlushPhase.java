package dev.openruntime.pipeline;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.worker.Hook;
import dev.openruntime.worker.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has children bring out what would be lost in a freeze: those that are due, side by side, each within its own time.
 * None of them can fail an invocation, which is over.
 *
 * <p>{@link #afterResponse} belongs to the invocation's thread, {@link #last} to whoever ends the process.
 *
 * <p>Workers are called from that thread alone, since a call is only a frame. A sidecar has a thread
 * {@code flush-NAME}, started when it is first needed; of those that keep their time themselves, one is flushed without
 * it.
 */
public final class FlushPhase {

    private static final Logger LOG = LoggerFactory.getLogger(FlushPhase.class);

    private final List<WorkerFlush> workers = new ArrayList<>();
    private final List<SidecarFlush> sidecars = new ArrayList<>();
    private final Set<String> told = new HashSet<>(); // guarded by turn
    private final ReentrantLock turn = new ReentrantLock();
    private boolean over; // guarded by turn

    /**
     * @param stages the middleware, of which those are flushed that offer the hook
     * @param flushers whoever else asks for it
     * @param runningTime in nanoseconds, for those that are flushed every so often
     */
    public FlushPhase(List<Stage> stages, Workers workers, List<Flusher> flushers, LongSupplier runningTime) {
        stages.forEach(stage -> this.workers.add(new WorkerFlush(stage, workers, runningTime)));
        flushers.forEach(flusher -> this.sidecars.add(new SidecarFlush(flusher, runningTime)));
    }

    /**
     * Flushes those that are due after this invocation's response, and returns when all are done or their time is up.
     * Costs next to nothing where none is due.
     */
    public List<Span> afterResponse(Invocation invocation) {
        if (!turn.tryLock()) {
            return List.of(); // the last flush of all is under way
        }
        try {
            return over ? List.of() : flush(FlushRound.after(invocation));
        } finally {
            turn.unlock();
        }
    }

    /** Flushes everybody for the last time: children are to be stopped. Does nothing when called again. */
    public List<Span> last(Duration within) throws InterruptedException {
        Deadline overall = Deadline.in(within);
        if (!turn.tryLock(within.toNanos(), TimeUnit.NANOSECONDS)) {
            return List.of();
        }
        try {
            if (over) {
                return List.of();
            }
            over = true;
            return flush(FlushRound.last(overall));
        } finally {
            turn.unlock();
        }
    }

    private List<Span> flush(FlushRound round) {
        List<PendingFlush> begun = begin(round);
        if (begun.isEmpty()) {
            return List.of();
        }
        List<Span> spans = new ArrayList<>(begun.size());
        for (PendingFlush flush : begun.reversed()) {
            FlushEnd end = flush.end().get();
            end.trouble().ifPresent(trouble -> tellOnce(flush.name(), end.result(), trouble));
            spans.add(new Span(Hook.FLUSH.word(), flush.name(), round.startNanos(), end.atNanos(), end.result()));
        }
        spans.sort(Comparator.comparingLong(Span::endNanos));
        return spans;
    }

    /**
     * Threads first, so that they begin; then workers, for the same reason; last what this thread does itself. They are
     * awaited the other way round.
     */
    private List<PendingFlush> begin(FlushRound round) {
        List<PendingFlush> begun = new ArrayList<>(0);
        Optional<SidecarFlush> here = Optional.empty();
        for (SidecarFlush sidecar : sidecars) {
            if (round.isLast() || sidecar.isDue()) {
                Optional<SidecarFlush> elsewhere = sidecar.keepsTime() ? here : Optional.of(sidecar);
                here = sidecar.keepsTime() ? Optional.of(sidecar) : here;
                elsewhere.ifPresent(flush -> begun.add(flush.begin(round, /* here= */ false)));
            }
        }
        for (WorkerFlush worker : workers) {
            if (round.isLast() || worker.isDue()) {
                worker.begin(round).ifPresent(begun::add);
            }
        }
        here.ifPresent(flush -> begun.add(flush.begin(round, /* here= */ true)));
        return begun;
    }

    /** A child that can't be flushed can't be after each response: one line is enough, and meters have the number. */
    private void tellOnce(String name, String result, String trouble) {
        if (told.add(name + ' ' + result)) {
            LOG.warn("{} could not flush ({}): {}; from now on this is only counted", name, result, trouble);
        }
    }
}
