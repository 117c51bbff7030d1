package dev.openruntime.health;

import java.time.Duration;

/** One attempt of a periodic probe, with what became of it. Used under the probe's lock. */
final class Round {

    private final Attempt attempt;
    private final Duration timeout;
    private final long begun;
    private final long begunWall = System.nanoTime();
    private final long carried;
    private long overdue;
    private boolean discarded;
    private boolean judged;

    /**
     * @param begun in running time
     * @param carried how much running time the attempts before it had without an answer, in nanoseconds
     */
    Round(Attempt attempt, Duration timeout, long begun, long carried) {
        this.carried = carried;
        this.attempt = attempt;
        this.timeout = timeout;
        this.begun = begun;
        this.overdue = begun + Attempt.voidAfter(timeout).toNanos();
    }

    Attempt attempt() {
        return attempt;
    }

    /** When it must have ended unless it hangs where no timeout reaches, in running time. */
    long overdue() {
        return overdue;
    }

    /**
     * Ends it; whatever it comes to is void. If that doesn't end it, it is overdue once more after as long as at first.
     *
     * @param now in running time
     */
    void discard(long now) {
        if (!discarded || now >= overdue) {
            overdue = now + Attempt.voidAfter(timeout).toNanos();
        }
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
        return judged || attempt.isAnswered();
    }

    /**
     * Whether an answer counts for nothing.
     *
     * @param now in running time
     */
    boolean isVoid(boolean passed, long now) {
        return discarded || attempt.isLate() || (timedOut(passed) && ran(now) < timeout.toNanos());
    }

    /**
     * How much running time the next attempt begins with, if this one is void. Where time often stands for a moment no
     * attempt has its whole timeout in one piece, and yet one that hangs must come to an end.
     */
    long carry(boolean passed, long now) {
        return !discarded && !attempt.isLate() && timedOut(passed) ? ran(now) : 0;
    }

    private boolean timedOut(boolean passed) {
        return !passed && attempt.age().compareTo(timeout) >= 0;
    }

    private long ran(long now) {
        return carried + now - begun;
    }

    /**
     * Whether it is as good as one that begins now.
     *
     * @param now in running time
     */
    boolean isFresh(long now) {
        long stood = System.nanoTime() - begunWall - (now - begun);
        return !attempt.isLate() && stood <= Attempt.LEAST_LATENESS.toNanos();
    }
}
