package dev.openruntime.emulator;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Where every call comes in, whichever API it came by: gives it its ids and hands it to the platform. Any thread. */
final class Invoker {
    private final Platform platform;
    private final EventQueue events;
    private final Clock clock;

    Invoker(Platform platform, EventQueue events, Clock clock) {
        this.platform = platform;
        this.events = events;
        this.clock = clock;
    }

    /** The trace header that a call is known by: the caller's, or a new one. */
    String traceIdOf(Optional<String> given) {
        return given.orElseGet(() -> TraceId.make(clock.instant()));
    }

    /**
     * Hands over a call whose answer somebody waits for.
     *
     * @throws java.util.concurrent.RejectedExecutionException if too many wait already, or the emulator is closed
     */
    PendingInvocation call(String requestId, InvokeRequest request, Optional<LogTail> log) {
        return call(requestId, request, log, /* takesLive= */ false);
    }

    /** The same for a caller who takes a streamed response while it is made; {@link PendingInvocation#live} has it. */
    PendingInvocation callLive(String requestId, InvokeRequest request, Optional<LogTail> log) {
        return call(requestId, request, log, /* takesLive= */ true);
    }

    private PendingInvocation call(String requestId, InvokeRequest request, Optional<LogTail> log, boolean takesLive) {
        var invocation = new Invocation(requestId, traceIdOf(request.traceId()), request, log, takesLive);
        platform.invoke(invocation);
        return new PendingInvocation(invocation);
    }

    PendingInvocation call(InvokeRequest request) {
        return call(newRequestId(), request, Optional.empty());
    }

    /**
     * Takes an event whose answer nobody waits for; its trace header is the answer.
     *
     * @throws java.util.concurrent.RejectedExecutionException if too many wait already, or the emulator is closed
     */
    String accept(String requestId, InvokeRequest request) {
        String traceId = traceIdOf(request.traceId());
        events.add(new Invocation(requestId, traceId, request));
        return traceId;
    }

    static String newRequestId() {
        return UUID.randomUUID().toString();
    }

    Clock clock() {
        return clock;
    }
}
