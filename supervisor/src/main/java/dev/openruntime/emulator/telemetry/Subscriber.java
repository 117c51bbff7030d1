package dev.openruntime.emulator.telemetry;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscriber: what waits for it, and the virtual thread that brings it there. A receiver that isn't there yet, or
 * was, is tried again for as long as the subscription lives; one that answers with an error gets a batch five times.
 */
final class Subscriber implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_REFUSALS = 5;
    private static final Duration END_GRACE = Duration.ofSeconds(5);

    private final Subscription subscription;
    private final Clock clock;
    private final Consumer<String> complaints;
    private final Delivery delivery;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Backlog backlog;
    private boolean sending;
    private boolean failing;
    private boolean hurried;
    private boolean closed;

    /**
     * A subscriber whose thread runs.
     *
     * @param complaints hears what goes wrong with it, in words, on that thread
     */
    Subscriber(Subscription subscription, Clock clock, Consumer<String> complaints) {
        this.subscription = subscription;
        this.clock = clock;
        this.complaints = complaints;
        this.backlog = new Backlog(subscription.buffering());
        this.delivery = Delivery.to(subscription.destination());
        this.thread = Thread.ofVirtual()
                .name("emulator-telemetry-" + subscription.extension())
                .unstarted(this::run);
        thread.start();
    }

    String extension() {
        return subscription.extension();
    }

    /** Takes a record if it was asked for; never waits. */
    void offer(TelemetryRecord record) {
        if (subscription.wants(record)) {
            byte[] encoded = record.encoded(subscription.structured());
            locked(() -> backlog.add(encoded, System.nanoTime()));
        }
    }

    /** Counts records that were dropped before they came here. */
    void lost(long records, long bytes) {
        if (records > 0) {
            locked(() -> backlog.lost(records, bytes));
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (List<byte[]> batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
                deliver(batch);
            }
        } catch (InterruptedException e) {
            LOG.debug("the delivery of telemetry to {} is cut short", extension(), e);
        } finally {
            delivery.close();
        }
    }

    /** Waits for a batch that is due; empty at the end. */
    private List<byte[]> nextBatch() throws InterruptedException {
        Backlog.Loss loss;
        List<byte[]> batch;
        lock.lockInterruptibly();
        try {
            sending = false;
            changed.signalAll();
            Optional<Duration> due = backlog.dueIn(System.nanoTime());
            while (!closed && !(due.isPresent() && (hurried || !due.get().isPositive()))) {
                if (due.isPresent()) {
                    long _ = changed.awaitNanos(due.get().toNanos());
                } else {
                    changed.await();
                }
                due = backlog.dueIn(System.nanoTime());
            }
            if (closed) {
                return List.of();
            }
            sending = true;
            batch = backlog.takeBatch();
            loss = backlog.takeLoss();
        } finally {
            lock.unlock();
        }
        if (loss.records() > 0) {
            tellOf(loss);
        }
        return batch;
    }

    /** There is room again: the subscriber is told what it has missed, behind what it hasn't. */
    private void tellOf(Backlog.Loss loss) {
        String reason = "the subscriber is too slow";
        complaints.accept("telemetry dropped: " + loss.records() + " records, " + loss.bytes() + " bytes; " + reason);
        byte[] value = JsonBytes.object(json -> {
            json.writeStringField("reason", reason);
            json.writeNumberField("droppedRecords", loss.records());
            json.writeNumberField("droppedBytes", loss.bytes());
        });
        offer(new TelemetryRecord(
                clock.instant(),
                Source.PLATFORM,
                Audience.ALL,
                "platform.logsDropped",
                new TelemetryRecord.Content.Value(value)));
    }

    private void deliver(List<byte[]> batch) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        int refusals = 0;
        while (true) {
            try {
                delivery.send(batch);
                failed(false);
                return;
            } catch (IOException e) {
                LOG.debug("cannot deliver telemetry to {}", extension(), e);
                if (e instanceof Delivery.RefusedException && ++refusals == MOST_REFUSALS) {
                    complaints.accept("telemetry dropped: " + batch.size() + " records; " + e.getMessage());
                    lost(
                            batch.size(),
                            batch.stream().mapToLong(record -> record.length).sum());
                    return;
                }
            }
            if (!failed(true) || isOverAfter(pause)) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Notes how the last attempt went; false if there will be no other. */
    private boolean failed(boolean so) {
        lock.lock();
        try {
            failing = so;
            changed.signalAll();
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits before another attempt; a flush, which makes it hopeful again, cuts that short. */
    private boolean isOverAfter(Duration pause) throws InterruptedException {
        long left = pause.toNanos();
        lock.lockInterruptibly();
        try {
            while (left > 0 && failing && !closed) {
                left = changed.awaitNanos(left);
            }
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Sends what waits without waiting for more; returns when it has arrived, or can't, or the time is up. */
    void flush(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        lock.lockInterruptibly();
        try {
            hurried = true;
            failing = false;
            changed.signalAll();
            long left = end - System.nanoTime();
            while (left > 0 && !failing && !closed && (sending || !backlog.isEmpty())) {
                left = changed.awaitNanos(left);
            }
        } finally {
            hurried = false;
            lock.unlock();
        }
    }

    /** Ends it at once; what waits is lost. */
    @Override
    public void close() {
        locked(() -> closed = true);
        delivery.close();
        thread.interrupt();
        try {
            if (!thread.join(END_GRACE)) {
                LOG.error("internal error: the delivery of telemetry to {} does not end", extension());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
