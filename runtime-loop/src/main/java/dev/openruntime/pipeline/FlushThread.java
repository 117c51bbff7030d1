package dev.openruntime.pipeline;

import dev.openruntime.invocation.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The thread {@code flush-NAME} of one flusher, started by its first use; it sleeps between flushes. Whoever flushes
 * past the deadline is interrupted, and has the thread to itself until it returns: meanwhile it isn't flushed again.
 *
 * <p>All methods but the thread's own belong to whoever holds the flush phase.
 */
final class FlushThread {

    /** How much later than the deadline the thread is still heard: it may be about to say why. */
    private static final Duration SETTLING = Duration.ofMillis(20);

    private final Flusher flusher;
    private final BlockingQueue<Order> orders = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private Optional<Order> latest = Optional.empty();

    /** One flush. Its lock is held to take it up, to interrupt it and to end it, which exclude each other. */
    private static final class Order {

        final Deadline by;
        final CompletableFuture<FlushEnd> end = new CompletableFuture<>();
        private boolean takenUp;

        Order(Deadline by) {
            this.by = by;
        }

        /** False where nobody waits for it any more. */
        synchronized boolean takeUp() {
            takenUp = !end.isDone();
            return takenUp;
        }

        synchronized void isOver(FlushEnd how) {
            end.complete(how);
            boolean _ = Thread.interrupted(); // it was for this flush; the next is not to hear of it
        }

        /** Its time is over, which the thread may not even have found the time to take it up in. */
        synchronized void interrupt(Thread thread) {
            if (takenUp && !end.isDone()) {
                thread.interrupt();
            } else if (!takenUp) {
                end.complete(FlushEnd.trouble("timeout", "it did not begin in time"));
            }
        }
    }

    FlushThread(Flusher flusher) {
        this.flusher = flusher;
        this.thread =
                Thread.ofPlatform().daemon().name("flush-" + flusher.name()).unstarted(this::serve);
    }

    /** Whether the latest flush hasn't returned yet, though its time is over. */
    boolean isStuck() {
        return latest.filter(order -> !order.end.isDone()).isPresent();
    }

    /** Begins to flush; not while it is stuck. */
    void begin(Deadline by) {
        Order order = new Order(by);
        latest = Optional.of(order);
        orders.clear(); // of one that was given up before it was taken up
        orders.add(order);
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /** Waits for the flush that was begun, by its deadline. */
    FlushEnd await() {
        Order order = latest.orElseThrow();
        try {
            Optional<FlushEnd> inTime = awaitUntil(order, order.by);
            if (inTime.isPresent()) {
                return inTime.get();
            }
            order.interrupt(thread);
            return awaitUntil(order, Deadline.in(SETTLING))
                    .orElseGet(() -> FlushEnd.trouble("timeout", "it doesn't return, though it was interrupted"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("internal error: interrupted while waiting for " + flusher.name(), e);
        }
    }

    private static Optional<FlushEnd> awaitUntil(Order order, Deadline by) throws InterruptedException {
        try {
            return Optional.of(order.end.get(Math.max(0, by.remainingNanos()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("internal error: the flush of a child never fails so", e);
        }
    }

    private void serve() {
        try {
            while (true) {
                Order order = orders.take();
                if (order.takeUp()) {
                    order.isOver(flush(flusher, order.by));
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("internal error: interrupted between flushes", e);
        }
    }

    /** Flushes on the calling thread, and puts into words what came of it. */
    static FlushEnd flush(Flusher flusher, Deadline by) {
        try {
            flusher.flush(by);
            return FlushEnd.done();
        } catch (FlushFailure failure) {
            return FlushEnd.failed(failure);
        } catch (InterruptedException e) {
            return FlushEnd.trouble("timeout", "its time was over");
        } catch (RuntimeException e) {
            return FlushEnd.trouble("fail", "internal error: " + e);
        }
    }
}
