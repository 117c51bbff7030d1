package dev.openruntime.admin;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which children the supervisor killed to replace them: no death, so their histories don't tell. */
final class Replacements {

    /**
     * Those of one child.
     *
     * @param count how often
     * @param at when last
     * @param reason why last, such as {@code timeout}
     */
    record Tally(int count, Instant at, String reason) {}

    private final Map<String, Tally> tallies = new ConcurrentHashMap<>();

    void add(String child, Instant at, String reason) {
        Tally _ = tallies.merge(
                child, new Tally(1, at, reason), (before, _) -> new Tally(before.count() + 1, at, reason));
    }

    Optional<Tally> of(String child) {
        return Optional.ofNullable(tallies.get(child));
    }
}
