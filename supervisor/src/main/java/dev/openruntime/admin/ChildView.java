package dev.openruntime.admin;

import dev.openruntime.child.ChildState;
import dev.openruntime.child.ChildStatus;
import dev.openruntime.child.Death;
import dev.openruntime.child.End;
import dev.openruntime.child.NotReady;
import dev.openruntime.child.ProbeStatus;
import dev.openruntime.process.TreeUsage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One child as it is shown.
 *
 * @param notReady why it isn't ready; empty if it is
 * @param replaced how often the supervisor killed it to replace it
 * @param probes what they found, while it is up
 * @param usage what its tree uses; means nothing for an embedded one
 */
record ChildView(
        ChildStatus status,
        boolean embedded,
        Optional<NotReady> notReady,
        Optional<Replacements.Tally> replaced,
        List<ProbeStatus> probes,
        TreeUsage usage) {

    String name() {
        return status.spec().name();
    }

    String role() {
        return status.spec().role().name().toLowerCase(Locale.ROOT);
    }

    String kind() {
        return embedded ? "embedded" : "process";
    }

    String state() {
        return word(status.state().kind());
    }

    static String word(ChildState.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Whether nobody has to worry: it does its work, or has done it. */
    boolean isWell() {
        return isReady() || status.state().kind() == ChildState.Kind.COMPLETED;
    }

    boolean isReady() {
        return status.state().kind() == ChildState.Kind.READY;
    }

    /** What brought it into its state, in words that fit behind its name; may be empty. */
    String why() {
        return notReady.map(NotReady::reason)
                .orElse(status.state() instanceof ChildState.Ready ready ? ready.detail() : "");
    }

    OptionalLong pid() {
        return status.state().pid();
    }

    /** When it is spawned again, while it waits for that. */
    Optional<Instant> nextSpawn() {
        return status.state() instanceof ChildState.Backoff backoff ? Optional.of(backoff.until()) : Optional.empty();
    }

    Optional<Death> lastDeath() {
        return status.state().past().lastDeath();
    }

    Optional<End> lastEnd() {
        return status.state().past().lastEnd();
    }

    /** The last lines of its output: of the spawn that died, where it isn't ready because of that. */
    List<String> lastLines() {
        return notReady.map(NotReady::lastLines).orElse(List.of());
    }
}
