package dev.openruntime.console;

import dev.openruntime.console.TimelineEntry.ChildChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of one child of one supervisor process. Immutable.
 *
 * @param changes at least one, in order of time
 */
public record ChildStory(List<ChildChange> changes) {

    public ChildStory {
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("internal error: a child without a change");
        }
        changes = List.copyOf(changes);
    }

    public String name() {
        return changes.getFirst().name();
    }

    public String role() {
        return changes.getFirst().role();
    }

    public boolean embedded() {
        return changes.stream().anyMatch(ChildChange::embedded);
    }

    /** The process id of the latest spawn; none for an embedded child. */
    public OptionalLong pid() {
        for (ChildChange change : changes.reversed()) {
            if (change.pid().isPresent()) {
                return change.pid();
            }
        }
        return OptionalLong.empty();
    }

    /** The last change of all. */
    public ChildChange last() {
        return changes.getLast();
    }

    /**
     * The word for how things stand: as the timeline says it, but {@code starting} for a child that isn't ready yet.
     */
    public String state() {
        return last().moment() == ChildMoment.SPAWNED
                ? "starting"
                : last().moment().word();
    }

    /** True if it isn't well: dead, or starting again after a death. */
    boolean troubled() {
        return last().moment().bad()
                || (last().moment() == ChildMoment.SPAWNED && lastDeath().isPresent());
    }

    /** How often it was spawned. */
    public int spawns() {
        return (int) changes.stream()
                .filter(change -> change.moment() == ChildMoment.SPAWNED)
                .count();
    }

    /** When it came into the state that it is in. */
    Duration since(Instant origin) {
        return Duration.between(origin, last().at());
    }

    /** What there is to say of the state: what it died of if it isn't well, or last time if it was started again. */
    String detail() {
        Optional<String> own =
                last().moment() == ChildMoment.BACKOFF && last().detail().isEmpty() ? lastDeath() : last().detail();
        if (spawns() < 2) {
            return own.orElse("");
        }
        String restarts = spawns() == 2 ? "restarted once" : "restarted " + (spawns() - 1) + " times";
        Optional<String> why = last().moment().bad() ? own : lastDeath();
        return restarts + why.map(text -> ": " + text).orElse("");
    }

    private Optional<String> lastDeath() {
        for (ChildChange change : changes.reversed()) {
            if (change.moment() != ChildMoment.BACKOFF && change.moment().bad()) {
                return change.detail().or(() -> Optional.of(change.moment().word()));
            }
        }
        return Optional.empty();
    }
}
