package dev.openruntime.emulator;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * An invocation that was handed to the emulator. Its caller may wait for the answer, for the end, or for both; from any
 * thread. The two differ: the answer comes with the runtime's post, the end when the runtime asks for its next event.
 */
public final class PendingInvocation {
    private final Invocation invocation;

    PendingInvocation(Invocation invocation) {
        this.invocation = invocation;
    }

    /** The invocation's id, as the runtime sees it. */
    public String requestId() {
        return invocation.requestId();
    }

    /**
     * Waits for the answer: until those ahead have ended, and then at most for init and the function's timeout.
     *
     * @throws java.util.concurrent.CancellationException if the emulator was closed first
     */
    public InvokeResult answer() throws InterruptedException {
        return valueOf(invocation.answered()).result();
    }

    /**
     * Waits for the beginning of the answer.
     *
     * @return the response, where it is still being made and the caller wants it so; empty where it is whole
     */
    Optional<LiveResponse> live() throws InterruptedException {
        try {
            Object _ = CompletableFuture.anyOf(invocation.live(), invocation.answered())
                    .get();
        } catch (ExecutionException | CancellationException e) {
            return Optional.empty(); // as who asks for the answer will be told
        }
        CompletableFuture<LiveResponse> live = invocation.live();
        return live.isDone() ? Optional.of(live.resultNow()) : Optional.empty();
    }

    /** The platform's word for the failure, once there is an answer; absent on success. */
    Optional<String> errorType() {
        return invocation.outcome().flatMap(Outcome::errorType);
    }

    /**
     * Waits until the invocation is over and reported: the runtime and the extensions are ready for the next event, or
     * the environment was reset.
     *
     * @throws java.util.concurrent.CancellationException if the emulator was closed first
     */
    public InvocationReport end() throws InterruptedException {
        return valueOf(invocation.ended());
    }

    /** The invocation's log so far; whole when {@link #end} has returned. Empty unless it was asked for. */
    byte[] log() {
        return invocation.log().map(LogTail::bytes).orElse(new byte[0]);
    }

    private static <T> T valueOf(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("internal error: the emulator failed to run an invocation", e.getCause());
        }
    }
}
