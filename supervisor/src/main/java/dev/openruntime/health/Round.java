package dev.openruntime.health;

import java.time.Duration;

/** One attempt of a periodic probe, with what became of it. Used under the probe's lock. */
final class Round {

    private final Attempt attempt;
    private final Duration timeout;
    private final long begun;
    private boolean discarded;
    private boolean judged;

    /** @param begun in running time */
    Round(Attempt attempt, Duration timeout, long begun) {
        this.attempt = attempt;
        this.timeout = timeout;
        this.begun = begun;
    }

    Attempt attempt() {
        return attempt;
    }

    /** When it must have ended unless it hangs where no timeout reaches, in running time. */
    long overdue() {
        return begun + Attempt.voidAfter(timeout).toNanos();
    }

    /** Ends it; whatever it comes to is void. */
    void discard() {
        discarded = true;
        attempt.abort();
    }

    /** Ends it as one that gave no answer. */
    void giveUp() {
        judged = true;
        attempt.abort();
    }

    boolean isJudged() {
        return judged;
    }

    /** Whether only cleaning up is left of it. */
    boolean isOver() {
        return judged || discarded || attempt.isAnswered();
    }

    /**
     * Whether an answer counts for nothing.
     *
     * @param now in running time
     */
    boolean isVoid(boolean passed, long now) {
        Duration age = attempt.age();
        boolean timedOut = !passed && age.compareTo(timeout) >= 0;
        return discarded || attempt.isLate() || (timedOut && now - begun < timeout.toNanos());
    }

    /**
     * Whether it is as good as one that begins now.
     *
     * @param now in running time
     */
    boolean isFresh(long now) {
        return !attempt.isLate() && attempt.age().toNanos() - (now - begun) <= Attempt.LEAST_LATENESS.toNanos();
    }
}
