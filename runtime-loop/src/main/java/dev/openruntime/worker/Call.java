package dev.openruntime.worker;

import dev.openruntime.invocation.Deadline;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * One hook call that was sent to a worker. It stays open until the worker answers it or ends: a caller that gives up
 * waiting cancels it through its {@link Worker}.
 */
public final class Call {

    /** How a call ends: with the worker's answer, or with what kept it from answering. */
    sealed interface Reply {

        record Answered(Answer answer) implements Reply {}

        record Failed(WorkerFailure failure) implements Reply {}
    }

    private final long id;
    private final Hook hook;
    private final Worker worker;
    private final Optional<String> requestId;
    private final BooleanSupplier overdue;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private volatile Optional<String> lastProgress = Optional.empty();
    private volatile List<String> stack = List.of();
    private volatile long overAtNanos;

    Call(long id, Hook hook, Worker worker, Optional<String> requestId, BooleanSupplier overdue) {
        this.id = id;
        this.hook = hook;
        this.worker = worker;
        this.requestId = requestId;
        this.overdue = overdue;
    }

    /**
     * Blocks for the answer.
     *
     * @throws WorkerFailure of kind {@link WorkerFailure.Kind#TIMED_OUT} at the deadline, after which the call is still
     *     open and may be awaited again; of another kind where there will be no answer
     */
    public Answer await(Deadline deadline) throws WorkerFailure {
        try {
            return switch (reply.get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS)) {
                case Reply.Answered answered -> answered.answer();
                case Reply.Failed failed -> throw failed.failure();
            };
        } catch (TimeoutException e) {
            throw new WorkerFailure(
                    WorkerFailure.Kind.TIMED_OUT,
                    "`" + worker.name() + "` gave no answer to `" + hook.word() + "` in time",
                    worker.lastLines());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("internal error: interrupted while waiting for " + this, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("internal error: a reply is never completed by an exception", e);
        }
    }

    /** Tells the worker to give up; see {@link Worker#cancel}. */
    public void cancel(Deadline answerBy) {
        worker.cancel(this, answerBy);
    }

    /** Stops waiting for the answer to a cancel; see {@link Worker#abandon}. */
    public void abandon() {
        worker.abandon(this);
    }

    /** The worker's last {@code progress} note on this call. */
    public Optional<String> lastProgress() {
        return lastProgress;
    }

    /** What the worker was at when its time was up, as far as it could be had. */
    public List<String> stack() {
        return stack;
    }

    /**
     * Has the worker's process show its stack, unless this call is over or the worker has told it itself by then. It is
     * found in {@link #stack}, if it can be had. Blocks until the deadline at most; does nothing for a worker that
     * offers no way to do it.
     *
     * @param from until when the worker may tell it itself
     */
    public void look(Deadline from, Deadline by) {
        Optional<Look> look = worker.look();
        if (look.isEmpty() || isOverBy(from) || !stack.isEmpty()) {
            return;
        }
        List<String> seen = look.get().take(by).lines().toList();
        if (stack.isEmpty()) {
            stack(seen);
        }
    }

    /** The worker that was called. */
    public Worker worker() {
        return worker;
    }

    /** Whether the worker has answered or ended. */
    public boolean isOver() {
        return reply.isDone();
    }

    /** When it was over, on the {@link System#nanoTime()} scale; means nothing while it is open. */
    public long overAtNanos() {
        return overAtNanos;
    }

    /** Whether the call is for this hook. */
    public boolean isFor(Hook which) {
        return hook == which;
    }

    long id() {
        return id;
    }

    Hook hook() {
        return hook;
    }

    /** Whether its deadline has passed. */
    boolean isOverdue() {
        return overdue.getAsBoolean();
    }

    Optional<String> requestId() {
        return requestId;
    }

    void progress(String note) {
        lastProgress = Optional.of(note);
    }

    void stack(List<String> lines) {
        stack = StackText.bounded(lines);
    }

    private boolean isOverBy(Deadline deadline) {
        try {
            Reply _ = reply.get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException("internal error: a reply is never completed by an exception", e);
        }
    }

    void end(Reply how) {
        overAtNanos = System.nanoTime();
        reply.complete(how);
    }

    @Override
    public String toString() {
        return "call " + id + " (" + hook.word() + ") of " + worker.name();
    }
}
