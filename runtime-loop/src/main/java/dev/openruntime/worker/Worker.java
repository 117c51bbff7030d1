package dev.openruntime.worker;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The conversation with one live worker process, from its first word to its last. A process that is replaced gets a new
 * {@code Worker}. How it is spoken to is its {@link Line}'s matter; which answer counts is decided here alone.
 *
 * <p>Safe for threads. At most as many calls are open as the worker's handshake allows; further ones wait their turn.
 */
public final class Worker {

    private final String name;
    private final Lifeline lifeline;
    private final OpenCalls calls = new OpenCalls();
    private final Line line;
    private volatile Handshake handshake = Handshake.NONE;

    private Worker(String name, Lifeline lifeline, Function<Worker, Line> line) {
        this.name = name;
        this.lifeline = lifeline;
        this.line = line.apply(this);
    }

    /**
     * The conversation in frames with a process that was just started, which {@link #listen} begins.
     *
     * @param in the worker's output, read to its end by a thread of its own
     * @param out the worker's input; nothing is sent before the worker is ready
     */
    public static Worker of(
            String name, Role role, InputStream in, OutputStream out, Lifeline lifeline, WorkerListener listener) {
        return new Worker(
                name, lifeline, worker -> new FrameLine(worker, role, in, out, worker.calls, lifeline, listener));
    }

    /**
     * The conversation with a process that is spoken to otherwise.
     *
     * @param line its way to the process
     */
    public static Worker over(String name, Lifeline lifeline, Line line) {
        return new Worker(name, lifeline, _ -> line);
    }

    /** From now on the listener and the lifeline are called, on the line's thread. Once. */
    public void listen() {
        line.listen();
    }

    /** The child's name in the configuration. */
    public String name() {
        return name;
    }

    /** What the worker offers; no hook at all before it is ready. */
    public Handshake handshake() {
        return handshake;
    }

    /** The request id of the call that it has not answered yet: whom a line on standard error belongs to. */
    public Optional<String> requestInFlight() {
        return calls.requestInFlight();
    }

    /**
     * The request id of the call made last: where none is in flight, a line was printed during this one, most likely.
     */
    public Optional<String> latestRequest() {
        return calls.latestRequest();
    }

    /** Waits until all that the worker's process sent has been read. */
    public boolean awaitEnd(Duration within) throws InterruptedException {
        return line.awaitEnd(within);
    }

    /** Whether it takes no calls any more, since its process or its stream ended. */
    public boolean hasEnded() {
        return calls.haveEnded();
    }

    /** Whether a call made now need not wait for others to end; a moment later that may be different. */
    public boolean isFree() {
        return calls.hasRoom();
    }

    /** What the worker's process printed last, oldest first. */
    public List<String> lastLines() {
        return lifeline.lastLines();
    }

    /**
     * Calls a hook that the worker offers. Blocks while it has as many open calls as it takes, and while its pipe is
     * full; both until the deadline at most.
     *
     * @param deadline what the worker is told, and when a blocked write ends
     * @return the call, over already where it could not be sent whole
     * @throws WorkerFailure of kind {@link WorkerFailure.Kind#UNAVAILABLE} where nothing of the call was sent: the
     *     worker is busy, or has ended
     */
    public Call call(Hook hook, CallContext context, Body body, Deadline deadline) throws WorkerFailure {
        Call call = open(hook, context, deadline);
        line.send(call, context, body, deadline);
        return call;
    }

    /**
     * Calls the {@code timeout} hook: {@code stage} has had the invocation for too long. Otherwise as {@link #call}.
     */
    public Call callTimeout(CallContext context, Body event, Deadline deadline, String stage, Duration elapsed)
            throws WorkerFailure {
        return call(Hook.TIMEOUT, context.heldBy(stage, elapsed), event, deadline);
    }

    /**
     * Tells the worker to give up a call. The answer to it is the call's own result, whatever its action; where none
     * comes by the deadline the process is replaced. Does nothing for a call that is over. Returns at once: the pipe
     * may be full, so it is told by a thread of its own.
     */
    public void cancel(Call call, Deadline answerBy) {
        if (!calls.cancel(call)) {
            return;
        }
        Future<?> _ = Watch.at(answerBy, () -> abandon(call));
        tellToGiveUp(call, answerBy);
    }

    /**
     * Tells the worker to give up all its calls, since the whole process is about to end; as {@link #cancel}, but that
     * nobody is replaced who doesn't answer: he is stopped soon anyway.
     */
    public void cancelAll(Deadline answerBy) {
        for (Call call : calls.cancelAll()) {
            tellToGiveUp(call, answerBy);
        }
    }

    private void tellToGiveUp(Call call, Deadline answerBy) {
        Thread.ofPlatform().daemon().name(name + " cancel").start(() -> line.cancel(call, answerBy));
    }

    /** Replaces the process now, unless the call is over: there is no more time to wait for the answer to a cancel. */
    public void abandon(Call call) {
        String reason = "no answer to the cancel of its " + call.hook().word() + " call";
        if (calls.condemn(call, died("it gave " + reason + " and was killed", lifeline.lastLines()))) {
            lifeline.replace(reason);
        }
    }

    /** Prepares to see where the process is; empty where it offers no way. */
    Optional<Look> look() {
        return handshake.stack().map(lifeline::look);
    }

    /**
     * The last words to a worker. It takes no calls from now on; it may answer those that are open. Blocks until the
     * deadline at most.
     */
    public void shutdown(String reason, Deadline deadline) {
        calls.refuseMore(new WorkerFailure(
                WorkerFailure.Kind.UNAVAILABLE, "`" + name + "` is being shut down", lifeline.lastLines()));
        line.shutdown(reason, deadline);
    }

    /** Its process takes calls from now on. Told by its line, once. */
    public void isReady(Handshake offered) {
        handshake = offered;
        calls.begin(offered.concurrency());
    }

    /**
     * Its process answered this call. Told by its line.
     *
     * @return false where the call was over already, and the answer is dropped
     */
    public boolean answered(Call call, Answer answer) {
        return end(call, new Call.Reply.Answered(answer));
    }

    /** Its process won't answer this call, and lives on; otherwise as {@link #answered}. */
    public boolean failed(Call call, WorkerFailure failure) {
        return end(call, new Call.Reply.Failed(failure));
    }

    /** Its process is gone, with all calls that are open. Told by its line. */
    public void ended(WorkerFailure failure) {
        calls.endAll(failure);
    }

    private boolean end(Call call, Call.Reply how) {
        Optional<Call> taken = calls.take(call.id());
        taken.ifPresent(open -> calls.end(open, how));
        return taken.isPresent();
    }

    WorkerFailure died(String how, List<String> lastLines) {
        return new WorkerFailure(WorkerFailure.Kind.DIED, "`" + name + "` died: " + how, lastLines);
    }

    private Call open(Hook hook, CallContext context, Deadline deadline) throws WorkerFailure {
        if (!handshake.hooks().contains(hook)) {
            throw new IllegalArgumentException("internal error: " + name + " has no hook " + hook.word());
        }
        try {
            return calls.open(hook, this, context.requestId(), deadline)
                    .orElseThrow(() -> new WorkerFailure(
                            WorkerFailure.Kind.UNAVAILABLE,
                            "`" + name + "` is still busy with an earlier call",
                            lifeline.lastLines()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("internal error: interrupted while waiting for " + name, e);
        }
    }
}
