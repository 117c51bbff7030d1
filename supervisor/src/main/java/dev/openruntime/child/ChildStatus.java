package dev.openruntime.child;

import java.time.Instant;

/**
 * Where a child stands.
 *
 * @param spec what is declared of it
 * @param state its state
 * @param since when it came into that state
 */
public record ChildStatus(ChildSpec spec, ChildState state, Instant since) {

    /** The number of its latest spawn, from 1; 0 before the first. */
    public int spawn() {
        return state.past().spawns();
    }
}
