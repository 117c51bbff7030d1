package dev.openruntime.child;

import java.time.Instant;
import java.util.Optional;

/**
 * What a child has been through, as far as it matters for what comes next or is shown.
 *
 * @param spawns how often it was spawned
 * @param deaths how often it died since it was last ready for long enough
 * @param neverReady how many of its latest spawns in a row never got ready, a running one included
 * @param completed whether it has once ended well for good, as its policy has it
 * @param lastDeath its latest death
 * @param lastEnd how the latest spawn that is over ended, asked or unasked
 */
public record History(
        int spawns, int deaths, int neverReady, boolean completed, Optional<Death> lastDeath, Optional<End> lastEnd) {

    static final History NONE = new History(0, 0, 0, Optional.empty());

    History(int spawns, int deaths, int neverReady, Optional<Death> lastDeath) {
        this(spawns, deaths, neverReady, false, lastDeath, lastDeath.map(death -> new End(death.at(), death.reason())));
    }

    /** How often it was spawned again, for whatever reason. */
    public int restarts() {
        return Math.max(0, spawns - 1);
    }

    History spawned() {
        return new History(spawns + 1, deaths, neverReady + 1, completed, lastDeath, lastEnd);
    }

    History gotReady() {
        return new History(spawns, deaths, 0, completed, lastDeath, lastEnd);
    }

    History died(Death death) {
        End end = new End(death.at(), death.reason());
        return new History(spawns, deaths + 1, neverReady, completed, Optional.of(death), Optional.of(end));
    }

    /** Its latest spawn ended because the supervisor wanted it to. */
    History ended(Instant at, String how) {
        return new History(spawns, deaths, neverReady, completed, lastDeath, Optional.of(new End(at, how)));
    }

    /** It has done its work. */
    History done() {
        return new History(spawns, deaths, 0, true, lastDeath, lastEnd);
    }

    /** It has been ready for long enough, or was asked to start anew: what was counts no more. */
    History forgiven() {
        return new History(spawns, 0, neverReady, completed, lastDeath, lastEnd);
    }
}
