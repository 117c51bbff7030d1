package dev.openruntime.emulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that were taken without a caller to wait for them. Each goes to the platform in the order of arrival, and
 * is followed by a virtual thread of its own: if the function fails, it is tried again after a wait, as often as there
 * are waits, under the same request id. An event that is given up is said in the log; none goes without a word.
 */
final class EventQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);
    /** More than this are turned away: with the largest events that are as many megabytes. */
    static final int MOST_EVENTS = 500;

    private static final int MOST_NAMED = 10;

    private final Platform platform;
    private final List<Duration> waits;
    private final Semaphore places = new Semaphore(MOST_EVENTS);
    private final Queue<String> abandoned = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService followers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("emulator-event-", 1).factory());

    /**
     * An empty queue.
     *
     * @param waits before each further try, in order
     */
    EventQueue(Platform platform, List<Duration> waits) {
        this.platform = platform;
        this.waits = waits;
    }

    /**
     * Takes an event and returns at once.
     *
     * @throws RejectedExecutionException if too many are here already, or the emulator is closed
     */
    void add(Invocation event) {
        if (!places.tryAcquire()) {
            throw new RejectedExecutionException("cannot take the event: " + MOST_EVENTS + " are waiting already");
        }
        try {
            platform.invokeEvent(event);
            followers.execute(() -> follow(event));
        } catch (RejectedExecutionException e) {
            places.release();
            throw e;
        }
    }

    private void follow(Invocation first) {
        try {
            tryOften(first);
        } catch (CancellationException e) {
            abandoned.add(first.requestId());
        } catch (InterruptedException e) {
            throw new IllegalStateException("internal error: nobody interrupts this thread", e);
        } finally {
            places.release();
        }
    }

    private void tryOften(Invocation first) throws InterruptedException {
        Optional<String> error = errorOf(first);
        for (Duration wait : waits) {
            if (error.isEmpty()) {
                return;
            }
            LOG.info(
                    "event {} failed with {}; it is tried again in {} ms",
                    first.requestId(),
                    error.get(),
                    wait.toMillis());
            if (closing.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new CancellationException("the emulator is being closed");
            }
            Invocation again = first.again();
            try {
                platform.invokeEvent(again);
            } catch (RejectedExecutionException closed) {
                throw new CancellationException(String.valueOf(closed.getMessage()));
            }
            error = errorOf(again);
        }
        error.ifPresent(last -> LOG.warn(
                "event {} is dropped: it failed {} times, the last time with {}",
                first.requestId(),
                waits.size() + 1,
                last));
    }

    /** Waits for the end of a try, and says what it failed with. */
    private static Optional<String> errorOf(Invocation invocation) throws InterruptedException {
        try {
            Object _ = invocation.ended().get();
            return invocation.outcome().orElseThrow().errorType();
        } catch (ExecutionException e) {
            return Optional.of(String.valueOf(e.getCause()));
        }
    }

    /** No event is tried again from now on. */
    void stop() {
        closing.countDown();
    }

    /** Says which events were not done; to be called when the platform is closed, which lets all who wait go. */
    @Override
    public void close() {
        stop();
        followers.close();
        if (!abandoned.isEmpty()) {
            List<String> ids = abandoned.stream().limit(MOST_NAMED).toList();
            LOG.warn(
                    "{} not done when the emulator was closed, and dropped: {}{}",
                    abandoned.size() == 1 ? "1 event was" : abandoned.size() + " events were",
                    String.join(", ", ids),
                    abandoned.size() > MOST_NAMED ? ", …" : "");
        }
    }
}
