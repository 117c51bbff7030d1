package dev.openruntime.worker;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.worker.frame.Frame;
import dev.openruntime.worker.frame.FrameWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * The worker protocol over a process's standard streams. What a worker doesn't read costs it its life at the deadline
 * of what can't be written.
 */
final class FrameLine implements Line {

    private final Worker worker;
    private final OpenCalls calls;
    private final Lifeline lifeline;
    private final WorkerInput input;
    private final Thread reader;

    FrameLine(
            Worker worker,
            Role role,
            InputStream in,
            OutputStream out,
            OpenCalls calls,
            Lifeline lifeline,
            WorkerListener listener) {
        this.worker = worker;
        this.calls = calls;
        this.lifeline = lifeline;
        this.input = new WorkerInput(out, this::stuck);
        Conversation conversation = new Conversation(worker, input, role, in, calls, lifeline, listener);
        this.reader =
                Thread.ofPlatform().daemon().name(worker.name() + " reader").unstarted(conversation);
    }

    @Override
    public void listen() {
        reader.start();
    }

    @Override
    public boolean awaitEnd(Duration within) throws InterruptedException {
        return reader.join(within);
    }

    @Override
    public void send(Call call, CallContext context, Body body, Deadline deadline) {
        byte[] bytes = FrameWriter.header(context.invokeHeader(call.id(), call.hook(), deadline));
        if (bytes.length > Frame.MOST_HEADER_BYTES) {
            calls.fail(call, headerTooLong(call, bytes.length));
            return;
        }
        Body wanted = worker.handshake().noBody().contains(call.hook()) ? Body.EMPTY : body;
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

    @Override
    public void cancel(Call call, Deadline answerBy) {
        try {
            byte[] header = FrameWriter.header(CallContext.cancelHeader(call.id(), answerBy));
            input.sendUnless(call::isOver, header);
        } catch (IOException e) {
            // The stream is gone: the reader ends the call with the reason, or the watch does at the deadline.
        }
    }

    /** The last words to a worker: a {@code shutdown} frame, if it is ready, then the end of its input. */
    @Override
    public void shutdown(String reason, Deadline deadline) {
        try {
            input.sendLast(deadline, FrameWriter.header(CallContext.shutdownHeader(reason, deadline)));
        } catch (IOException e) {
            // It is gone already, which is all that was asked of it.
            calls.endAll(worker.died("its input is closed", lifeline.lastLines()));
        }
    }

    private WorkerFailure notWritable() {
        Optional<Obituary> obituary = lifeline.obituary(Conversation.PATIENCE);
        return worker.died(
                obituary.map(Obituary::exit).orElse("it closed its input"),
                obituary.map(Obituary::lastLines).orElseGet(lifeline::lastLines));
    }

    /** Before anybody else finds out how it was killed: it says more that, and why, it was. */
    private void stuck() {
        calls.endAll(worker.died("it did not read its input in time and was killed", lifeline.lastLines()));
        lifeline.replace("does not read its input");
    }

    private WorkerFailure headerTooLong(Call call, int bytes) {
        return new WorkerFailure(
                WorkerFailure.Kind.PROTOCOL,
                "cannot call `" + call.hook().word() + "` of `" + worker.name()
                        + "`: what the platform says of the invocation takes " + bytes
                        + " bytes, the worker protocol's header holds " + Frame.MOST_HEADER_BYTES,
                lifeline.lastLines());
    }
}
