package dev.openruntime.worker;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.worker.frame.Frame;
import dev.openruntime.worker.frame.FrameWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * The conversation with one live worker process, from its first frame to the end of its streams. A process that is
 * replaced gets a new {@code Worker}.
 *
 * <p>Safe for threads. At most as many calls are open as the worker's handshake allows; further ones wait their turn.
 *
 * <p>A worker that doesn't read what it is sent is replaced at the deadline of what can't be written.
 */
public final class Worker {

    private final String name;
    private final WorkerInput input;
    private final Lifeline lifeline;
    private final OpenCalls calls;
    private final Thread reader;
    private volatile Handshake handshake = Handshake.NONE;

    private Worker(
            String name, Role role, InputStream in, OutputStream out, Lifeline lifeline, WorkerListener listener) {
        this.name = name;
        this.input = new WorkerInput(out, this::stuck);
        this.lifeline = lifeline;
        this.calls = new OpenCalls();
        Conversation conversation = new Conversation(this, role, in, calls, lifeline, listener);
        this.reader = Thread.ofPlatform().daemon().name(name + " reader").unstarted(conversation);
    }

    /**
     * The conversation with a process that was just started, which {@link #listen} begins.
     *
     * @param in the worker's output, read to its end by a thread of its own
     * @param out the worker's input; nothing is sent before the worker is ready
     */
    public static Worker of(
            String name, Role role, InputStream in, OutputStream out, Lifeline lifeline, WorkerListener listener) {
        return new Worker(name, role, in, out, lifeline, listener);
    }

    /** From now on the listener and the lifeline are called, on the reader's thread. Once. */
    public void listen() {
        reader.start();
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
        return reader.join(within);
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
        send(call, context.invokeHeader(call.id(), hook, deadline), body, deadline);
        return call;
    }

    /**
     * Calls the {@code timeout} hook: {@code stage} has had the invocation for too long. Otherwise as {@link #call}.
     */
    public Call callTimeout(CallContext context, Body event, Deadline deadline, String stage, Duration elapsed)
            throws WorkerFailure {
        Call call = open(Hook.TIMEOUT, context, deadline);
        send(call, context.timeoutHeader(call.id(), deadline, stage, elapsed), event, deadline);
        return call;
    }

    /**
     * Tells the worker to give up a call. The answer to it is the call's own result, whatever its action; where none
     * comes by the deadline the process is replaced. Does nothing for a call that is over. Returns at once: the pipe
     * may be full, so the frame is written by a thread of its own.
     */
    public void cancel(Call call, Deadline answerBy) {
        if (!calls.cancel(call)) {
            return;
        }
        Future<?> _ = Watch.at(answerBy, () -> abandon(call));
        Thread.ofPlatform().daemon().name(name + " cancel").start(() -> sendCancel(call, answerBy));
    }

    /**
     * Tells the worker to give up all its calls, since the whole process is about to end; as {@link #cancel}, but that
     * nobody is replaced who doesn't answer: he is stopped soon anyway.
     */
    public void cancelAll(Deadline answerBy) {
        for (Call call : calls.cancelAll()) {
            Thread.ofPlatform().daemon().name(name + " cancel").start(() -> sendCancel(call, answerBy));
        }
    }

    /** Replaces the process now, unless the call is over: there is no more time to wait for the answer to a cancel. */
    public void abandon(Call call) {
        String reason = "no answer to the cancel of its " + call.hook().word() + " call";
        if (calls.condemn(call, died("it gave " + reason + " and was killed", lifeline.lastLines()))) {
            lifeline.replace(reason);
        }
    }

    /** What the process says of where it is; empty where it offers no way, or doesn't in time. */
    List<String> stack(Deadline by) {
        return handshake
                .stack()
                .map(offer -> lifeline.stack(offer, by).lines().toList())
                .orElse(List.of());
    }

    /**
     * The last words to a worker: a {@code shutdown} frame, if it is ready, then the end of its input. It takes no
     * calls from now on; it may answer those that are open. Blocks until the deadline at most.
     */
    public void shutdown(String reason, Deadline deadline) {
        calls.refuseMore(new WorkerFailure(
                WorkerFailure.Kind.UNAVAILABLE, "`" + name + "` is being shut down", lifeline.lastLines()));
        try {
            input.sendLast(deadline, FrameWriter.header(CallContext.shutdownHeader(reason, deadline)));
        } catch (IOException e) {
            // It is gone already, which is all that was asked of it.
            calls.endAll(died("its input is closed", lifeline.lastLines()));
        }
    }

    void isReady(Handshake offered, boolean inLines) {
        input.begin(inLines);
        handshake = offered;
        calls.begin(offered.concurrency());
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

    /** Sends a call, or ends it with the reason why it can't be sent. */
    private void send(Call call, String header, Body body, Deadline deadline) {
        byte[] bytes = FrameWriter.header(header);
        if (bytes.length > Frame.MOST_HEADER_BYTES) {
            calls.fail(call, headerTooLong(call, bytes.length));
            return;
        }
        Body wanted = handshake.noBody().contains(call.hook()) ? Body.EMPTY : body;
        try {
            boolean sent = input.isSureToFit(bytes, wanted) && calls.isAlone(call) && input.sendNow(bytes, wanted);
            if (!sent) {
                input.sendBy(deadline, bytes, wanted);
            }
        } catch (IOException e) {
            calls.endAll(notWritable());
            lifeline.replace("cannot be written to: " + e.getMessage());
        }
    }

    private void sendCancel(Call call, Deadline answerBy) {
        try {
            byte[] header = FrameWriter.header(CallContext.cancelHeader(call.id(), answerBy));
            input.sendUnless(call::isOver, header);
        } catch (IOException e) {
            // The stream is gone: the reader ends the call with the reason, or the watch does at the deadline.
        }
    }

    private WorkerFailure notWritable() {
        Optional<Obituary> obituary = lifeline.obituary(Conversation.PATIENCE);
        return died(
                obituary.map(Obituary::exit).orElse("it closed its input"),
                obituary.map(Obituary::lastLines).orElseGet(lifeline::lastLines));
    }

    /** Before anybody else finds out how it was killed: it says more that, and why, it was. */
    private void stuck() {
        calls.endAll(died("it did not read its input in time and was killed", lifeline.lastLines()));
        lifeline.replace("does not read its input");
    }

    private WorkerFailure headerTooLong(Call call, int bytes) {
        return new WorkerFailure(
                WorkerFailure.Kind.PROTOCOL,
                "cannot call `" + call.hook().word() + "` of `" + name
                        + "`: what the platform says of the invocation takes " + bytes
                        + " bytes, the worker protocol's header holds " + Frame.MOST_HEADER_BYTES,
                lifeline.lastLines());
    }
}
