package dev.openruntime.console;

import dev.openruntime.console.TimelineEntry.ChildChange;
import dev.openruntime.console.TimelineEntry.Invocation;
import dev.openruntime.console.TimelineEntry.NextSent;
import dev.openruntime.console.TimelineEntry.Started;
import dev.openruntime.console.TimelineEntry.Stopped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The init of one supervisor process: everything from its start to its first {@code next}. Later lines change nothing
 * but the status it stopped with, so that its size is bounded. Not for concurrent use.
 */
public final class Run {

    /** A child that dies and comes back for ever before the first {@code next} must not fill the memory. */
    private static final int MOST_CHANGES = 1000;

    private final Map<String, List<ChildChange>> changes = new LinkedHashMap<>();
    private Optional<Instant> origin = Optional.empty();
    private Optional<Instant> latest = Optional.empty();
    private Optional<Instant> firstNext = Optional.empty();
    private Optional<Stopped> stopped = Optional.empty();

    /** Takes the next line into account. */
    public void add(TimelineEntry entry) {
        switch (entry) {
            case Started start -> {
                origin = Optional.of(start.launched().orElse(start.at()));
                latest = Optional.of(start.at());
            }
            case ChildChange change -> add(change);
            case NextSent next -> firstNext = firstNext.or(() -> Optional.of(next.at()));
            case Stopped stop -> stopped = Optional.of(stop);
            case Invocation _, TimelineEntry.Phase _ -> {}
        }
    }

    private void add(ChildChange change) {
        if (initDone() || stopped.isPresent()) {
            return;
        }
        List<ChildChange> known = changes.computeIfAbsent(change.name(), _ -> new ArrayList<>());
        if (known.size() == MOST_CHANGES) {
            known.removeFirst();
        }
        known.add(change);
        origin = origin.or(() -> Optional.of(change.at()));
        latest = Optional.of(change.at());
    }

    /** True once anything is known of the process. */
    public boolean begun() {
        return origin.isPresent() || initDone() || stopped.isPresent();
    }

    /** True once the first {@code next} was sent. */
    public boolean initDone() {
        return firstNext.isPresent();
    }

    /** Sidecars, then middleware, then the handler; those of one role in the order in which they appeared. */
    public List<ChildStory> children() {
        return changes.values().stream()
                .map(ChildStory::new)
                .sorted(Comparator.comparingInt(child -> rank(child.role())))
                .toList();
    }

    private static int rank(String role) {
        return switch (role) {
            case "sidecar" -> 0;
            case "middleware" -> 1;
            default -> 2;
        };
    }

    /** From the start of the process to the first {@code next}; nothing if it wasn't sent. */
    public Optional<Duration> firstNext() {
        return firstNext.map(this::since);
    }

    /** The exit status, once the process has announced its end. */
    public Optional<Integer> status() {
        return stopped.map(Stopped::status);
    }

    /** From the start of the process to this moment. */
    public Duration since(Instant moment) {
        return Duration.between(origin(), moment);
    }

    /** From the start of the process to its announced end. */
    Optional<Duration> end() {
        return stopped.map(stop -> since(stop.at()));
    }

    /** The moment that bars begin with. */
    Instant origin() {
        return origin.or(() -> firstNext).orElse(Instant.EPOCH);
    }

    /** What the scale of the block must hold. */
    Duration length() {
        return since(
                firstNext.or(() -> stopped.map(Stopped::at)).or(() -> latest).orElse(origin()));
    }
}
