package dev.openruntime.handler;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.worker.Answer;
import dev.openruntime.worker.Call;
import dev.openruntime.worker.CallContext;
import dev.openruntime.worker.Hook;
import dev.openruntime.worker.Lifeline;
import dev.openruntime.worker.Look;
import dev.openruntime.worker.Obituary;
import dev.openruntime.worker.StackOffer;
import dev.openruntime.worker.WorkerFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One process of a handler, as its owner sees it, with a port that clients of the test can connect to. */
final class OwnedProcess implements Lifeline, HandlerListener, AutoCloseable {

    final RuntimeApiHandler handler;
    final HandlerPort port;
    final CountDownLatch isReady = new CountDownLatch(1);
    final BlockingQueue<Outcome.FunctionError> loadErrors = new LinkedBlockingQueue<>();
    final BlockingQueue<String> replaced = new LinkedBlockingQueue<>();
    final CountDownLatch cancelled = new CountDownLatch(1);

    private final Serving serving;

    OwnedProcess(RuntimeApiServer server) throws IOException {
        this(server, Snapshots.NONE);
    }

    OwnedProcess(RuntimeApiServer server, Snapshots snapshots) throws IOException {
        handler = new RuntimeApiHandler("handler", this, this, snapshots);
        port = HandlerPort.bind();
        serving = server.serve(port, handler);
    }

    static Deadline aMinute() {
        return Deadline.in(Duration.ofMinutes(1));
    }

    RawClient client() throws IOException {
        return new RawClient(port);
    }

    /** Its end is known, and whatever it left connected is cut off. */
    void ended() {
        handler.ended(new WorkerFailure(WorkerFailure.Kind.DIED, "Runtime.ExitError", "it died", List.of()));
        serving.cutOff();
    }

    /** Whether all that its connections bring was heard by then. */
    boolean awaitHeard(Duration within) throws InterruptedException {
        return serving.awaitClosed(within);
    }

    void awaitReady() throws InterruptedException {
        if (!isReady.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("it asked for no event");
        }
    }

    /** Hands out an event, once somebody asked for one. */
    Call call(Invocation invocation) throws InterruptedException, WorkerFailure {
        awaitReady();
        return handler.worker().call(Hook.HANDLE, CallContext.of(invocation), invocation.event(), aMinute());
    }

    static Answer answer(Call call) throws WorkerFailure {
        return call.await(aMinute());
    }

    static String text(Answer answer) {
        Body body = answer.body();
        return body.text();
    }

    @Override
    public void ready() {
        isReady.countDown();
    }

    @Override
    public void failedToLoad(Outcome.FunctionError error) {
        loadErrors.add(error);
    }

    @Override
    public void cancelled() {
        cancelled.countDown();
    }

    @Override
    public void replace(String reason) {
        replaced.add(reason);
    }

    @Override
    public Optional<Obituary> obituary(Duration patience) {
        return Optional.empty();
    }

    @Override
    public Look look(StackOffer offer) {
        return _ -> "";
    }

    @Override
    public List<String> lastLines() {
        return List.of("its last line");
    }

    @Override
    public void close() throws IOException {
        serving.cutOff();
        port.close();
    }
}
