package dev.openruntime.handler;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Header;
import dev.openruntime.invocation.StreamedBody;
import dev.openruntime.worker.WorkerFailure;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The body of a post that passes on while it comes. The thread of the client's connection puts parts in, and reads no
 * further while {@link #MOST_BYTES} are here; the invocation's thread takes them out.
 */
final class ResponseStream implements StreamedBody {

    /** More is not asked for; what had been read by then, up to a chunk of 64 KiB, comes on top. */
    static final int MOST_BYTES = 128 * 1024;

    private static final int FEW_BYTES = MOST_BYTES / 2;
    private static final int ACCEPTED = 202;
    private static final int TOO_LARGE = 413;

    /**
     * The end of a process and that of its connection are heard one after the other: so long the other is waited for.
     */
    private static final Duration BOTH_ENDS_WITHIN = Duration.ofMillis(300);

    /** What the stream needs of the conversation. Called without a lock held. */
    interface Owner {

        /** The time is up; the process may be told. */
        void cancelled();

        /** The process is to be killed; its last lines. */
        List<String> replace(String reason);

        /** The client has said all and the response is over: it is to be answered. Once. */
        void answer(HttpReply reply);
    }

    private final Owner owner;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<byte[]> chunks = new ArrayDeque<>();
    private int queued;
    private boolean held;
    private Optional<List<Header>> end = Optional.empty();
    private boolean cutOff;
    private Optional<WorkerFailure> died = Optional.empty();
    private Optional<Integer> status = Optional.empty();
    private boolean answered;

    ResponseStream(Owner owner) {
        this.owner = owner;
    }

    /** Some bytes have come. Blocks while there are too many that nobody has taken. */
    void add(byte[] chunk) {
        lock.lock();
        try {
            while (held) {
                changed.awaitUninterruptibly();
            }
            if (chunk.length > 0 && status.isEmpty()) {
                chunks.add(chunk);
                queued += chunk.length;
                held = queued >= MOST_BYTES;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** All of it has come. */
    void end(List<Header> trailers) {
        change(() -> end = Optional.of(trailers));
        answerIfOver();
    }

    /** The rest won't come. */
    void cut() {
        change(() -> cutOff = true);
        answerIfOver();
    }

    /** The process is gone, and all that it sent was heard, or waits to be. */
    void died(WorkerFailure failure) {
        change(() -> died = Optional.of(failure));
    }

    @Override
    public Optional<Part> next(Deadline by) {
        lock.lock();
        try {
            Optional<Deadline> bothEnds = Optional.empty();
            while (!by.passed()) {
                if (!chunks.isEmpty()) {
                    return Optional.of(chunk(chunks.remove()));
                }
                if (end.isPresent()) {
                    return Optional.of(new Part.End(end.get()));
                }
                if (bothEnds.isEmpty() && (cutOff || died.isPresent())) {
                    bothEnds = Optional.of(Deadline.in(BOTH_ENDS_WITHIN));
                }
                if ((cutOff && died.isPresent())
                        || bothEnds.filter(Deadline::passed).isPresent()) {
                    return Optional.of(broken());
                }
                long left = bothEnds.orElse(by).earliest(by).remainingNanos();
                long _ = changed.awaitNanos(Math.max(0, left));
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("internal error: interrupted while waiting for a response", e);
        } finally {
            lock.unlock();
        }
    }

    private Part chunk(byte[] bytes) {
        queued -= bytes.length;
        if (held && queued <= FEW_BYTES) {
            held = false;
            changed.signalAll();
        }
        return new Part.Chunk(ByteBuffer.wrap(bytes));
    }

    private Part broken() {
        return died.<Part>map(failure -> new Part.Broken(
                        failure.errorType().orElse("Runtime.ExitError"),
                        String.valueOf(failure.getMessage()),
                        failure.lastLines()))
                .orElseGet(() -> new Part.Broken(
                        "Runtime.TruncatedResponse",
                        "the handler's streamed response ended before it was complete",
                        List.of()));
    }

    @Override
    public void cancel() {
        owner.cancelled();
    }

    @Override
    public List<String> kill(String reason) {
        return owner.replace(reason);
    }

    @Override
    public void over(int platformStatus) {
        change(() -> {
            status = Optional.of(platformStatus);
            chunks.clear();
            queued = 0;
            held = false;
        });
        answerIfOver();
    }

    private void answerIfOver() {
        Optional<HttpReply> reply = Optional.empty();
        lock.lock();
        try {
            if (!answered && status.isPresent() && (cutOff || end.isPresent())) {
                answered = true;
                reply = Optional.of(cutOff ? HttpReply.truncated() : reply(status.get()));
            }
        } finally {
            lock.unlock();
        }
        reply.ifPresent(owner::answer);
    }

    private static HttpReply reply(int status) {
        return switch (status) {
            case ACCEPTED -> HttpReply.accepted();
            case TOO_LARGE -> HttpReply.tooLarge();
            default -> HttpReply.error(status, "OpenRuntime.ResponseRefused", "the platform did not take the response");
        };
    }

    private void change(Runnable step) {
        lock.lock();
        try {
            step.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
