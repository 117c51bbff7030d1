package dev.openruntime.handler;

import dev.openruntime.http.RequestHead;
import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.ErrorBody;
import dev.openruntime.invocation.Failure;
import dev.openruntime.invocation.Header;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.invocation.Posted;
import dev.openruntime.worker.Action;
import dev.openruntime.worker.Answer;
import dev.openruntime.worker.Call;
import dev.openruntime.worker.CallContext;
import dev.openruntime.worker.Handshake;
import dev.openruntime.worker.Hook;
import dev.openruntime.worker.Lifeline;
import dev.openruntime.worker.Line;
import dev.openruntime.worker.Worker;
import dev.openruntime.worker.WorkerFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The conversation with one process that speaks the Runtime API, version 2018-06-01: a call is an event that
 * {@code next} is answered with, its answer what is posted under the event's id. Statuses, bodies and headers are those
 * of the platform.
 *
 * <p>Safe for threads; nothing here blocks but {@link #send}, by its deadline, and what is named so. Ids that were
 * never given, that are answered already, or whose call is over find no call; so nothing that comes late counts for
 * another invocation.
 */
public final class RuntimeApiHandler implements Line {

    private static final Handshake HANDSHAKE = new Handshake(Set.of(Hook.HANDLE), 1, Set.of(), Optional.empty());
    private static final String MODE = "Lambda-Runtime-Function-Response-Mode";
    private static final String STREAMING = "streaming";

    /** By then a client has taken the few bytes that it waits for, or reads nothing at all. */
    static final Duration TAKEN_WITHIN = Duration.ofSeconds(1);

    private final Worker worker;
    private final Lifeline lifeline;
    private final HandlerListener listener;
    private final Snapshots snapshots;
    private final Slot slot;
    private final CompletableFuture<Optional<Outcome.FunctionError>> restoration = new CompletableFuture<>();
    private volatile Optional<StreamedPost> streamed = Optional.empty();

    /** The conversation with a process that was just started. */
    public RuntimeApiHandler(String name, Lifeline lifeline, HandlerListener listener, Snapshots snapshots) {
        this.snapshots = snapshots;
        this.slot = new Slot(snapshots);
        this.worker = Worker.over(name, lifeline, this);
        this.lifeline = lifeline;
        this.listener = listener;
    }

    /** Whom the pipeline calls. */
    public Worker worker() {
        return worker;
    }

    @Override
    public void listen() {
        // Whoever serves its port brings the requests.
    }

    @Override
    public boolean awaitEnd(Duration within) {
        return true;
    }

    @Override
    public void send(Call call, CallContext context, Body body, Deadline deadline) {
        Invocation invocation = context.invocation()
                .orElseThrow(() -> new IllegalArgumentException("internal error: an event without an invocation"));
        List<Header> headers = EventHeaders.of(invocation, context.contentType());
        HttpReply served = new HttpReply(HttpReply.OK, headers, body);
        slot.offer(new Event(call, invocation.requestId(), served))
                .ifPresent(client -> client.answer(served, deadline));
    }

    @Override
    public void cancel(Call call, Deadline answerBy) {
        if (!call.isOver()) {
            listener.cancelled();
        }
    }

    @Override
    public void shutdown(String reason, Deadline deadline) {
        // There is no word for it in the Runtime API: the process gets its signal.
    }

    /** The request id of the event that the process has not answered to the end. */
    public Optional<String> requestInFlight() {
        return worker.requestInFlight().or(() -> streamed.map(StreamedPost::requestId));
    }

    /** The process is gone, and all that it had sent was heard. */
    public void ended(WorkerFailure failure) {
        streamed.ifPresent(post -> post.died(failure));
        worker.ended(failure);
        boolean _ = restoration.complete(Optional.empty()); // another process takes its place
        slot.end(); // last: whoever waits for that asks for the next event, which must not go to this process
    }

    /**
     * Waits until the process has answered and asks for the next event, or is gone: before that the platform must not
     * be asked for one, since it may freeze the environment then.
     *
     * @return false where it does neither by the deadline
     */
    public boolean awaitAsked(Deadline by) throws InterruptedException {
        return slot.awaitAsked(by);
    }

    /** The environment was restored from a snapshot; once, or not at all. */
    public void restored() {
        slot.restored().ifPresent(client -> client.answer(HttpReply.restored(), Deadline.in(TAKEN_WITHIN)));
    }

    /**
     * Waits until the process, just restored, asks for an event or is gone.
     *
     * @return why it can't go on: what it said, or that it has done neither by the deadline
     */
    public Optional<Outcome.FunctionError> awaitRestored(Deadline by) throws InterruptedException {
        try {
            return restoration.get(by.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            String message = "the handler did not ask for an event in time after it was restored";
            return Optional.of(new Failure("Runtime.RestoreHookUserTimeout", message).asOutcome());
        } catch (ExecutionException e) {
            throw new IllegalStateException("internal error: a restore failed", e);
        }
    }

    /** What a request is for; what is not served here is the platform's. */
    Route route(RequestHead request) {
        Route route = Route.of(request.method(), request.target());
        boolean ofSnapshots =
                route.endpoint() == Route.Endpoint.RESTORE_NEXT || route.endpoint() == Route.Endpoint.RESTORE_ERROR;
        return ofSnapshots && snapshots == Snapshots.NONE ? new Route(Route.Endpoint.ELSEWHERE, "") : route;
    }

    /** {@code GET /runtime/restore/next}. Empty: the client is answered once it is restored. */
    Optional<HttpReply> restoreNext(Client client) {
        return answered(slot.restoreNext(client));
    }

    /** {@code GET /runtime/invocation/next}. Empty: the client is answered when there is an event. */
    Optional<HttpReply> next(Client client) {
        Slot.Asked asked = slot.next(client);
        if (asked.now().map(reply -> reply.status() == HttpReply.OK).orElse(true)) {
            boolean _ = restoration.complete(Optional.empty());
        }
        return answered(asked);
    }

    private Optional<HttpReply> answered(Slot.Asked asked) {
        if (asked.first()) {
            worker.isReady(HANDSHAKE);
            listener.ready();
        }
        return asked.now();
    }

    /** A client that waits has gone. */
    void gone(Client client) {
        slot.forget(client);
    }

    /** {@code POST /runtime/invocation/ID/response} or {@code /error}: its head is here. */
    Slot.Begun begin(RuntimeState kind, String requestId) {
        return slot.begin(kind, requestId);
    }

    /** The whole post is here, or won't come. */
    HttpReply complete(RuntimeState kind, Event event, List<Header> headers, RequestBody body) {
        return switch (body) {
            case RequestBody.Whole whole -> whole(kind, event, headers, whole);
            case RequestBody.TooLarge(long bytes) -> {
                String message = "Response payload size (" + bytes + " bytes) exceeded maximum allowed payload size ("
                        + RequestBody.MOST_BYTES + " bytes).";
                fail(event, new WorkerFailure(WorkerFailure.Kind.TOO_LARGE, message, worker.lastLines()));
                yield HttpReply.tooLarge();
            }
            case RequestBody.Truncated() -> {
                fail(event, "Runtime.TruncatedResponse", "the handler's post ended before it was complete");
                yield HttpReply.truncated();
            }
        };
    }

    private HttpReply whole(RuntimeState kind, Event event, List<Header> headers, RequestBody.Whole body) {
        Posted posted = new Posted(headers, body.trailers());
        if (kind == RuntimeState.INVOCATION_ERROR_RESPONSE) {
            answer(event, new Answer(Action.FAIL, body.bytes(), contentType(headers), Optional.of(posted)));
            return HttpReply.accepted();
        }
        Optional<String> mode = Header.find(headers, MODE).filter(given -> !given.equals(STREAMING));
        if (mode.isPresent()) {
            String message =
                    "the handler posted its response with the mode `" + mode.get() + "`, there is none but `streaming`";
            fail(event, "Runtime.InvalidResponseModeHeader", message);
            return HttpReply.invalidResponseMode();
        }
        answer(event, new Answer(Action.RESPOND, body.bytes(), contentType(headers), Optional.of(posted)));
        return HttpReply.accepted();
    }

    /** The head of a response is here, whose body is to pass on while it comes; empty where it is to be whole. */
    Optional<StreamedPost> stream(Event event, Exchange exchange, List<Header> headers) {
        if (Header.find(headers, MODE).filter(STREAMING::equals).isEmpty()) {
            return Optional.empty();
        }
        slot.streams();
        return Optional.of(new StreamedPost(this, lifeline, listener, exchange, event, headers));
    }

    /** The response of this process begins to pass on. */
    void streams(StreamedPost post) {
        streamed = Optional.of(post);
    }

    /** Whether the beginning of a response is wanted. */
    boolean begun(Event event, Answer answer) {
        return worker.answered(event.call(), answer);
    }

    /** The response that passed on is over. */
    void streamed(StreamedPost post) {
        streamed = streamed.filter(present -> present != post);
        slot.completed();
    }

    /** Whether a response passes on that comes over this connection. */
    boolean isStreaming(Connection connection) {
        return streamed.filter(post -> post.comesOver(connection)).isPresent();
    }

    private static Optional<String> contentType(List<Header> headers) {
        return Header.find(headers, "Content-Type");
    }

    private void answer(Event event, Answer answer) {
        slot.completed();
        boolean _ = worker.answered(event.call(), answer); // dropped where the governor was faster
    }

    private void fail(Event event, String type, String message) {
        fail(event, new WorkerFailure(WorkerFailure.Kind.PROTOCOL, type, message, worker.lastLines()));
    }

    private void fail(Event event, WorkerFailure failure) {
        slot.completed();
        boolean _ = worker.failed(event.call(), failure);
    }

    /** {@code POST /runtime/init/error}: what refuses it, or empty. */
    Optional<HttpReply> beginInitError() {
        return slot.moveToInitError();
    }

    /** {@code POST /runtime/restore/error}: what refuses it, or empty. */
    Optional<HttpReply> beginRestoreError() {
        return slot.move(RuntimeState.RESTORE_ERROR);
    }

    /** The client knows that it is known why it can't go on. */
    void cannotGoOn(List<Header> headers, Body body) {
        Outcome.FunctionError error = ErrorBody.posted(body, new Posted(headers, List.of()));
        boolean _ = restoration.complete(Optional.of(error));
        listener.failedToLoad(error);
    }
}
