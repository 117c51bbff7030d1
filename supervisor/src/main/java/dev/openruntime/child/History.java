package dev.openruntime.child;

import java.util.Optional;

/**
 * What a child has been through, as far as it matters for what comes next.
 *
 * @param spawns how often it was spawned
 * @param deaths how often it died since it was last ready for long enough
 * @param neverReady how many of its latest spawns in a row never got ready, a running one included
 * @param lastDeath its latest death
 */
public record History(int spawns, int deaths, int neverReady, Optional<Death> lastDeath) {

    static final History NONE = new History(0, 0, 0, Optional.empty());

    History spawned() {
        return new History(spawns + 1, deaths, neverReady + 1, lastDeath);
    }

    History gotReady() {
        return new History(spawns, deaths, 0, lastDeath);
    }

    History died(Death death) {
        return new History(spawns, deaths + 1, neverReady, Optional.of(death));
    }

    /** It has been ready for long enough, or was asked to start anew: what was counts no more. */
    History forgiven() {
        return new History(spawns, 0, neverReady, lastDeath);
    }
}
