package dev.openruntime.emulator.telemetry;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BiConsumer;

/**
 * All telemetry of one life of an environment: takes records from any thread without ever keeping it waiting, and
 * brings them to who subscribed. Until {@link #closeSubscriptions} every record is kept besides, for those who
 * subscribe later in init; more than 4 MiB of that are dropped and counted.
 */
public final class Telemetry implements AutoCloseable {
    private static final long MOST_REPLAYED_BYTES = 4L * 1024 * 1024;

    private final Clock clock;
    private final boolean jsonLog;
    private final BiConsumer<String, String> complaints;
    private final Map<String, Subscriber> subscribers = new LinkedHashMap<>();
    private final Queue<TelemetryRecord> replay = new ArrayDeque<>();
    private Optional<Api> api = Optional.empty();
    private long replayBytes;
    private long unreplayedRecords;
    private long unreplayedBytes;
    private boolean open = true;

    /**
     * Telemetry without subscribers yet.
     *
     * @param jsonLog whether the function's log format is JSON, so that lines may come as objects
     * @param complaints hears what goes wrong with a subscriber: its name, and what in words; on any thread
     */
    public Telemetry(Clock clock, boolean jsonLog, BiConsumer<String, String> complaints) {
        this.clock = clock;
        this.jsonLog = jsonLog;
        this.complaints = complaints;
    }

    /**
     * The platform did something.
     *
     * @param audience by which API it is told
     * @param type such as {@code platform.start}
     */
    public void platform(Audience audience, String type, RecordMembers members) {
        add(Source.PLATFORM, audience, type, new TelemetryRecord.Content.Value(JsonBytes.object(members)));
    }

    /** The platform has a fault to tell of, in words; the Logs API alone has such records. */
    public void fault(String words) {
        add(Source.PLATFORM, Audience.LOGS, "platform.fault", new TelemetryRecord.Content.Line(words, false));
    }

    /**
     * Function or extension printed a line.
     *
     * @param source which of them
     */
    public void line(Source source, String text) {
        add(source, Audience.ALL, source.word(), new TelemetryRecord.Content.Line(text, jsonLog));
    }

    private synchronized void add(Source source, Audience audience, String type, TelemetryRecord.Content content) {
        var record = new TelemetryRecord(clock.instant(), source, audience, type, content);
        if (open) {
            keep(record);
        }
        subscribers.values().forEach(subscriber -> subscriber.offer(record));
    }

    private void keep(TelemetryRecord record) {
        long size = record.content().size();
        if (replayBytes + size > MOST_REPLAYED_BYTES) {
            unreplayedRecords++;
            unreplayedBytes += size;
        } else {
            replay.add(record);
            replayBytes += size;
        }
    }

    /**
     * Subscribes, and brings what there was so far. An extension that subscribes again changes its subscription, and
     * loses what waited for it. That somebody subscribed is a record of its own.
     *
     * @return false if another API is in use in this environment, or init is over
     */
    public boolean subscribe(Subscription subscription) {
        Optional<Subscriber> replaced;
        synchronized (this) {
            if (!open || api.filter(used -> used != subscription.api()).isPresent()) {
                return false;
            }
            api = Optional.of(subscription.api());
            String extension = subscription.extension();
            var subscriber = new Subscriber(subscription, clock, complaint -> complaints.accept(extension, complaint));
            replaced = Optional.ofNullable(subscribers.put(extension, subscriber));
            replay.forEach(subscriber::offer);
            subscriber.lost(unreplayedRecords, unreplayedBytes);
        }
        replaced.ifPresent(Subscriber::close);
        platform(Audience.ALL, subscription.api().subscriptionType(), json -> {
            json.writeStringField("name", subscription.extension());
            json.writeStringField("state", "Subscribed");
            json.writeArrayFieldStart("types");
            for (Source source : Source.values()) {
                if (subscription.sources().contains(source)) {
                    json.writeString(source.word());
                }
            }
            json.writeEndArray();
        });
        return true;
    }

    /** The API that is in use, if somebody has subscribed. */
    public synchronized Optional<Api> api() {
        return api;
    }

    /** Init is over: nobody subscribes any more. */
    public synchronized void closeSubscriptions() {
        open = false;
        replay.clear();
    }

    /** Brings what waits to all subscribers that can be reached, one after the other, and waits for it so long. */
    public void flush(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (Subscriber subscriber : present()) {
            subscriber.flush(Duration.ofNanos(end - System.nanoTime()));
        }
    }

    private synchronized List<Subscriber> present() {
        return List.copyOf(subscribers.values());
    }

    /** Ends it at once; what has not arrived is lost. */
    @Override
    public void close() {
        present().forEach(Subscriber::close);
    }
}
