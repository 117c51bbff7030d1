package dev.openruntime.sidecar.discovery;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.discovery.source.Reading;
import dev.openruntime.sidecar.discovery.source.Source;
import dev.openruntime.sidecar.discovery.source.SourceFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One source and what is known of it. Asks it at most once at a time, on a thread of the executor. Any thread. */
final class Feed {

    private static final Duration LATE = Duration.ofMillis(250);
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final Origin origin;
    private final Optional<String> only;
    private final Source source;
    private final Executor threads;
    private final SidecarContext context;
    private final Consumer<Change> listener;
    private final Object lock = new Object();
    private volatile Known known = Known.NOTHING;
    private CompletableFuture<Void> asking = DONE; // guarded by lock

    /** Another reading in place of one. */
    record Change(Reading before, Reading after) {}

    /**
     * @param only the one service that it may know; none: any
     * @param listener told of each reading that may differ from the one before, never under a lock
     */
    Feed(
            Origin origin,
            Optional<String> only,
            Source source,
            Executor threads,
            SidecarContext context,
            Consumer<Change> listener) {
        this.origin = origin;
        this.only = only;
        this.source = source;
        this.threads = threads;
        this.context = context;
        this.listener = listener;
    }

    Origin origin() {
        return origin;
    }

    /** In messages: which source that is. */
    String inWords() {
        return only.isEmpty() ? origin.label() : origin.label() + " (" + only.get() + ")";
    }

    boolean mayKnow(String service) {
        return only.isEmpty() || only.get().equals(service);
    }

    Known known() {
        return known;
    }

    /** Asks the source, unless that is under way. Completes when it has answered or failed; never exceptionally. */
    CompletableFuture<Void> ask() {
        CompletableFuture<Void> asked;
        synchronized (lock) {
            if (!asking.isDone()) {
                return asking;
            }
            asked = new CompletableFuture<>();
            asking = asked;
        }
        try {
            threads.execute(() -> {
                try {
                    read(/* again= */ true);
                } finally {
                    asked.complete(null);
                }
            });
        } catch (RejectedExecutionException stopped) {
            asked.complete(null);
        }
        return asked;
    }

    /**
     * Asks the source, again after each failure, until it has answered. Completes then; never exceptionally, nor once
     * nobody may be asked any more.
     */
    CompletableFuture<Void> confirmed() {
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        askUntil(confirmed);
        return confirmed;
    }

    private void askUntil(CompletableFuture<Void> confirmed) {
        var _ = ask().thenRun(() -> {
            if (known.confirmed().isPresent()) {
                confirmed.complete(null);
            } else {
                CompletableFuture.delayedExecutor(Known.RETRY_AFTER.toMillis() / 4, TimeUnit.MILLISECONDS, threads)
                        .execute(() -> askUntil(confirmed));
            }
        });
    }

    /** Asks the source on the calling thread. For sources that have the answer at hand. */
    void read() {
        read(/* again= */ false);
    }

    private void read(boolean again) {
        Moment begun = Moment.now(context.clock());
        try {
            news(source.read(this::news));
            context.meters().count("refreshes");
        } catch (SourceFailure failure) {
            if (again && begun.age().compareTo(Source.READ_WITHIN.plus(LATE)) > 0) {
                read(/* again= */ false); // that was a freeze: its timeouts say nothing
            } else {
                failed(String.valueOf(failure.getMessage()));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException broken) {
            failed("internal error: " + broken);
        }
    }

    private void failed(String why) {
        context.meters().count("refreshes.failed");
        synchronized (lock) {
            known = known.failed(why, Moment.now(context.clock()));
        }
    }

    private void news(Reading reading) {
        Reading before;
        synchronized (lock) {
            before = known.reading();
            if (reading.order() < before.order()) {
                return; // overtaken
            }
            known = known.confirmed(reading, Moment.now(context.clock()));
        }
        if (reading.order() == 0 || reading.order() > before.order()) {
            listener.accept(new Change(before, reading));
        }
    }

    void close() {
        source.close();
    }
}
