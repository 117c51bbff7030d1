package dev.openruntime.emulator;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One event on its way through the platform. It is answered once, by whoever comes first: the runtime's post, or the
 * platform that saw the runtime fail. Any thread.
 */
final class Invocation {
    private final String requestId;
    private final String traceId;
    private final InvokeRequest request;
    private final Optional<LogTail> log;
    private final boolean takesLive;
    private final CompletableFuture<LiveResponse> live = new CompletableFuture<>();
    private final CompletableFuture<Outcome> answered = new CompletableFuture<>();
    private final CompletableFuture<InvocationReport> ended = new CompletableFuture<>();

    /**
     * An invocation to come.
     *
     * @param log where its log is kept for the caller, if that wants to see it
     * @param takesLive whether the caller takes a streamed response while it is made; else it gets it whole
     */
    Invocation(String requestId, String traceId, InvokeRequest request, Optional<LogTail> log, boolean takesLive) {
        this.takesLive = takesLive;
        this.requestId = requestId;
        this.traceId = traceId;
        this.request = request;
        this.log = log;
    }

    Invocation(String requestId, String traceId, InvokeRequest request) {
        this(requestId, traceId, request, Optional.empty(), false);
    }

    /** The same event once more, not answered yet. */
    Invocation again() {
        return new Invocation(requestId, traceId, request, log, takesLive);
    }

    String requestId() {
        return requestId;
    }

    String traceId() {
        return traceId;
    }

    InvokeRequest request() {
        return request;
    }

    Optional<LogTail> log() {
        return log;
    }

    CompletableFuture<Outcome> answered() {
        return answered;
    }

    CompletableFuture<InvocationReport> ended() {
        return ended;
    }

    /** Whether a streamed response is handed to the caller while it is made. */
    boolean takesLive() {
        return takesLive;
    }

    /** The response that the caller gets while it is made, once it has begun. */
    CompletableFuture<LiveResponse> live() {
        return live;
    }

    /** A response begins that the caller gets while it is made; it ends when the invocation is answered. */
    void begin(LiveResponse response) {
        Object _ = answered.whenComplete((outcome, _) -> response.end(errorOf(Optional.ofNullable(outcome))));
        live.complete(response);
    }

    private static Optional<PlatformError> errorOf(Optional<Outcome> outcome) {
        if (outcome.isEmpty()) {
            return Optional.of(PlatformError.of("Sandbox.Failure", "Error: the emulator was closed"));
        }
        InvokeResult result = outcome.get().result();
        return outcome.get().errorType().map(type -> new PlatformError(type, result.payload(), result.contentType()));
    }

    /** The response that was begun is whole; without effect if it was ended already. */
    void end(LiveResponse response, long bytes) {
        var result = new InvokeResult(requestId, new byte[0], false, response.contentType(), traceId);
        answered.complete(new Outcome(result, InvocationReport.Status.SUCCESS, Optional.empty(), bytes));
    }

    /** Answers with a response; without effect if an answer was given already. */
    void respond(byte[] payload, String contentType) {
        var result = new InvokeResult(requestId, payload, false, contentType, traceId);
        answered.complete(new Outcome(result, InvocationReport.Status.SUCCESS, Optional.empty()));
    }

    /** Answers with an error; without effect if an answer was given already. */
    void fail(PlatformError error, InvocationReport.Status status) {
        var result = new InvokeResult(requestId, error.payload(), true, error.contentType(), traceId);
        answered.complete(new Outcome(result, status, Optional.of(error.errorType())));
    }

    /** The answer that was given, if one was. */
    Optional<Outcome> outcome() {
        return answered.state() == CompletableFuture.State.SUCCESS
                ? Optional.of(answered.resultNow())
                : Optional.empty();
    }

    /** Lets all who wait go: the emulator is being closed. */
    void cancel() {
        answered.cancel(false);
        ended.cancel(false);
    }
}
