package dev.openruntime.worker;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/**
 * Timers, cancels and answers belong to one invocation: whatever is late, late answers, cancels that cross, timers that
 * fire long after, finds the next invocation untouched. Random interleavings of every step of the table that decides
 * it, under a virtual clock; the seed that fails is named and can be run alone.
 */
class InterleavingsTest {

    private static final int INTERLEAVINGS = 100_000;

    @Test
    void shouldNeverLetAnInvocationTouchTheNextAtAnyInterleaving() {
        for (int seed = 0; seed < INTERLEAVINGS; seed++) {
            Interleaving interleaving = new Interleaving(seed);
            assertThatCode(interleaving::run).as("seed %d", seed).doesNotThrowAnyException();
        }
    }
}
