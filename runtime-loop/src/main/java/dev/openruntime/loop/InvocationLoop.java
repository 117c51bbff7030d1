package dev.openruntime.loop;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.pipeline.FlushPhase;
import dev.openruntime.pipeline.Pipeline;
import dev.openruntime.pipeline.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Next, pipeline, post, flush, for ever. A function's error never ends it; a source that fails does.
 *
 * <p>{@link #run} belongs to one thread. {@link #drain} may be called by another, once, to let a running invocation end
 * and no other begin.
 */
public final class InvocationLoop {

    private final Events events;
    private final Outcomes outcomes;
    private final Pipeline pipeline;
    private final FlushPhase flushes;
    private final LoopListener listener;

    /** Nothing is posted any more. */
    private volatile boolean silenced;

    /** Fair, so that a stream of events without a pause can't keep {@link #drain} waiting for ever. */
    private final Semaphore idle = new Semaphore(1, true);

    /** A loop that takes invocations here and posts there; {@code listener} is told what happens. */
    public InvocationLoop(
            Events events, Outcomes outcomes, Pipeline pipeline, FlushPhase flushes, LoopListener listener) {
        this.events = events;
        this.outcomes = outcomes;
        this.pipeline = pipeline;
        this.flushes = flushes;
        this.listener = listener;
    }

    /**
     * Runs until the source fails; never returns otherwise.
     *
     * @throws SourceFailure what the source failed with
     */
    public void run() throws SourceFailure {
        while (true) {
            listener.nextSent(System.nanoTime());
            Invocation invocation = events.next();
            idle.acquireUninterruptibly();
            try {
                listener.invocationDone(invoke(invocation));
            } finally {
                idle.release();
            }
        }
    }

    /**
     * Waits for the invocation that is under way, and keeps the next one from beginning. Whatever event arrives
     * afterwards is held and never answered: to be called only when the process is about to end.
     *
     * @return whether no invocation is under way
     */
    public boolean drain(Deadline deadline) throws InterruptedException {
        return idle.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * From now on nothing is posted: the process ends at once, and whatever an invocation under way comes to by the end
     * of its worker is no outcome. What is being posted already goes on.
     */
    public void silence() {
        silenced = true;
    }

    private InvocationReport invoke(Invocation invocation) throws SourceFailure {
        Pipeline.Result result = pipeline.run(invocation);
        awaitLeaveToPost();
        List<Span> spans = new ArrayList<>(result.spans());
        return switch (result.outcome()) {
            case Outcome.Whole whole -> {
                long start = System.nanoTime();
                outcomes.post(invocation, whole);
                spans.add(new Span("post", "", start, System.nanoTime(), "posted"));
                yield report(invocation, whole, OptionalLong.empty(), spans);
            }
            case Outcome.Streamed streamed -> stream(invocation, streamed, result, spans);
        };
    }

    private InvocationReport stream(
            Invocation invocation, Outcome.Streamed streamed, Pipeline.Result result, List<Span> spans)
            throws SourceFailure {
        ResponsePump pump =
                new ResponsePump(pipeline, invocation, streamed, result.deadlines(), this::awaitLeaveToPost);
        long start = System.nanoTime();
        Outcome outcome = pump.run(outcomes);
        spans.add(new Span(
                "stream", "", start, System.nanoTime(), outcome instanceof Outcome.Streamed ? "posted" : "broken"));
        return report(invocation, outcome, OptionalLong.of(pump.bytes()), spans);
    }

    private InvocationReport report(
            Invocation invocation, Outcome outcome, OptionalLong streamedBytes, List<Span> spans) {
        long posted = spans.getLast().endNanos();
        spans.addAll(flushes.afterResponse(invocation));
        return new InvocationReport(
                invocation.requestId(), outcome, streamedBytes, invocation.arrivedNanos(), posted, spans);
    }

    private void awaitLeaveToPost() {
        while (silenced) {
            LockSupport.park();
        }
    }
}
