package dev.openruntime.worker;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Failure;
import dev.openruntime.worker.frame.BadFrameException;
import dev.openruntime.worker.frame.Frame;
import dev.openruntime.worker.frame.FrameReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What a worker says, frame by frame, on its reader thread, from {@code ready} to the end of its output. */
final class Conversation implements Runnable {

    /** How long after the end of a stream the end of its process is waited for. */
    static final Duration PATIENCE = Duration.ofMillis(250);

    /** A worker that invents frame types must not fill the log or the heap. */
    private static final int MOST_TOLD = 16;

    private static final int MOST_SHOWN_CHARACTERS = 40;

    private final Worker worker;
    private final WorkerInput input;
    private final Role role;
    private final FrameReader frames;
    private final OpenCalls calls;
    private final Lifeline lifeline;
    private final WorkerListener listener;
    private final Set<String> told = new HashSet<>();
    private boolean introduced;

    Conversation(
            Worker worker,
            WorkerInput input,
            Role role,
            InputStream in,
            OpenCalls calls,
            Lifeline lifeline,
            WorkerListener listener) {
        this.worker = worker;
        this.input = input;
        this.role = role;
        this.frames = new FrameReader(in);
        this.calls = calls;
        this.lifeline = lifeline;
        this.listener = listener;
    }

    @Override
    public void run() {
        try {
            Optional<Frame> frame = frames.read();
            while (frame.isPresent()) {
                hear(MessageReader.read(frame.get().header()), frame.get());
                frame = frames.read();
            }
            streamEnded("it closed its output");
        } catch (BadFrameException e) {
            String message = "`" + worker.name() + "` broke the worker protocol: " + e.what();
            calls.endAll(protocol(message));
            notReady("OpenRuntime.WorkerProtocol", message);
            lifeline.replace(e.what());
        } catch (RuntimeException e) {
            // Nobody reads on, so nobody may go on waiting.
            calls.endAll(protocol("internal error: what `" + worker.name() + "` sent could not be handled: " + e));
            lifeline.replace("internal error: " + e);
            throw e;
        } catch (IOException e) {
            streamEnded(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private void hear(WorkerMessage message, Frame frame) {
        switch (message) {
            case WorkerMessage.Ready ready -> introduce(ready);
            case WorkerMessage.Failed _ -> failed(frame.body());
            case WorkerMessage.Result result -> answered(result, frame);
            case WorkerMessage.Log log ->
                listener.log(
                        log.level(), log.message(), log.fields(), call(log.id()).flatMap(Call::requestId));
            case WorkerMessage.Progress progress -> call(progress.id()).ifPresent(c -> c.progress(progress.note()));
            case WorkerMessage.Stack stack -> call(stack.id()).ifPresent(c -> c.stack(stack.lines()));
            case WorkerMessage.Metric metric -> measured(metric);
            case WorkerMessage.Unknown unknown ->
                dropOnce(
                        unknown.type().isEmpty()
                                ? "a frame without a `type`"
                                : "a frame of the unknown type `" + shortened(unknown.type()) + "`");
        }
    }

    private void measured(WorkerMessage.Metric metric) {
        switch (metric) {
            case WorkerMessage.Metric.Bad bad -> dropOnce("a `metric` note that can't be used: " + bad.why());
            case WorkerMessage.Metric.Good good -> {
                if (!listener.measured(good.note())) {
                    dropOnce("a `metric` note, and there is no sidecar with `use: metrics`");
                }
            }
        }
    }

    private void introduce(WorkerMessage.Ready ready) {
        if (introduced) {
            dropOnce("a second `ready`");
            return;
        }
        try {
            Handshake handshake = Handshake.of(ready, role);
            introduced = true;
            input.begin(frames.speaksLines());
            worker.isReady(handshake);
            listener.ready(handshake);
        } catch (Handshake.Mismatch mismatch) {
            notReady("OpenRuntime.WorkerProtocol", "`" + worker.name() + "` cannot be used: " + mismatch.what());
            lifeline.replace(mismatch.what());
        }
    }

    private void failed(Body error) {
        if (introduced) {
            dropOnce("a `failed`, though it had said already how its loading went");
            return;
        }
        introduced = true;
        listener.failedToLoad(error);
    }

    private void answered(WorkerMessage.Result result, Frame frame) {
        Optional<Call> taken = calls.take(result.id());
        if (taken.isEmpty()) {
            dropOnce(
                    result.id() < 0
                            ? "an answer without the `id` of its call"
                            : "an answer to no open call (late, a second one, or an id that was never given)");
            return;
        }
        calls.end(taken.get(), reply(taken.get(), result, frame));
    }

    private Call.Reply reply(Call call, WorkerMessage.Result result, Frame frame) {
        if (frame.bodyDiscarded()) {
            return new Call.Reply.Failed(new WorkerFailure(
                    WorkerFailure.Kind.TOO_LARGE,
                    "Response payload size (" + frame.bodyBytes() + " bytes) exceeded maximum allowed payload size ("
                            + Frame.MOST_BODY_BYTES + " bytes).",
                    lifeline.lastLines()));
        }
        Optional<Action> action = Action.of(result.action()).filter(call.hook()::allows);
        if (action.isEmpty()) {
            return new Call.Reply.Failed(
                    protocol("`" + worker.name() + "` answered `" + call.hook().word() + "` with the action `"
                            + result.action() + "`, which that hook doesn't have"));
        }
        return new Call.Reply.Answered(new Answer(action.get(), frame.body(), result.contentType()));
    }

    /** A stream's end comes before the news of the process's end, or without it: the one who owns it knows. */
    private void streamEnded(String how) {
        Optional<Obituary> obituary = lifeline.obituary(PATIENCE);
        calls.endAll(worker.died(
                obituary.map(Obituary::exit).orElse(how),
                obituary.map(Obituary::lastLines).orElseGet(lifeline::lastLines)));
        if (obituary.isEmpty()) {
            lifeline.replace(how + " and goes on running");
        }
    }

    private void notReady(String errorType, String message) {
        if (!introduced) {
            introduced = true;
            listener.failedToLoad(new Failure(errorType, message).asOutcome().body());
        }
    }

    private WorkerFailure protocol(String message) {
        return new WorkerFailure(WorkerFailure.Kind.PROTOCOL, message, lifeline.lastLines());
    }

    /** A note without an id belongs to the one call that is open, if there is one. */
    private Optional<Call> call(OptionalLong id) {
        return id.isPresent() ? calls.find(id.getAsLong()) : calls.only();
    }

    private static String shortened(String type) {
        return type.length() <= MOST_SHOWN_CHARACTERS ? type : type.substring(0, MOST_SHOWN_CHARACTERS) + "…";
    }

    private void dropOnce(String what) {
        if (told.size() < MOST_TOLD && told.add(what)) {
            listener.dropped(what);
        }
    }
}
