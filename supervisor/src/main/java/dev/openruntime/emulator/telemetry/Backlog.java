package dev.openruntime.emulator.telemetry;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * What waits for a subscriber, and what was lost for want of room. Holds four full batches; a record that doesn't fit
 * is dropped and counted, so that nobody who prints or reports is ever kept waiting. Not thread-safe.
 */
final class Backlog {
    /** How many batches may wait. */
    static final int BATCHES = 4;

    private final Buffering buffering;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private long bytes;
    private Loss loss = Loss.NONE;

    /** A record and when it came, on the monotonic clock. */
    @SuppressWarnings("ArrayRecordComponent") // never handed out
    private record Waiting(byte[] encoded, long since) {}

    /** Records that were dropped. */
    record Loss(long records, long bytes) {
        static final Loss NONE = new Loss(0, 0);

        Loss plus(long moreRecords, long moreBytes) {
            return new Loss(records + moreRecords, bytes + moreBytes);
        }
    }

    Backlog(Buffering buffering) {
        this.buffering = buffering;
    }

    /** Takes a record, or drops it. */
    void add(byte[] encoded, long now) {
        boolean room = waiting.size() < (long) BATCHES * buffering.maxItems()
                && bytes + encoded.length <= (long) BATCHES * buffering.maxBytes();
        if (room) {
            waiting.add(new Waiting(encoded, now));
            bytes += encoded.length;
        } else {
            lost(1, encoded.length);
        }
    }

    /** Counts what was dropped elsewhere. */
    void lost(long records, long lostBytes) {
        loss = loss.plus(records, lostBytes);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** How long until a batch is due: nothing or less if it is, empty if nothing waits. */
    Optional<Duration> dueIn(long now) {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        if (waiting.size() >= buffering.maxItems() || bytes >= buffering.maxBytes()) {
            return Optional.of(Duration.ZERO);
        }
        return Optional.of(
                buffering.timeout().minusNanos(now - waiting.element().since()));
    }

    /** The next batch: at least one record, if one waits, and no more than fit the limits. */
    List<byte[]> takeBatch() {
        List<byte[]> batch = new ArrayList<>();
        long size = 0;
        while (!waiting.isEmpty()
                && batch.size() < buffering.maxItems()
                && (batch.isEmpty() || size + waiting.element().encoded().length <= buffering.maxBytes())) {
            byte[] next = waiting.remove().encoded();
            size += next.length;
            batch.add(next);
        }
        bytes -= size;
        return batch;
    }

    /** What was lost since the last call. */
    Loss takeLoss() {
        Loss taken = loss;
        loss = Loss.NONE;
        return taken;
    }
}
