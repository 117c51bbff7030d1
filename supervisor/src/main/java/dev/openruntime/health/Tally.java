package dev.openruntime.health;

import java.time.Instant;
import java.util.Optional;

/** Counts the answers of a probe against its thresholds. Used under the probe's lock. */
final class Tally {

    private final Schedule schedule;
    private Verdict verdict = Verdict.UNKNOWN;
    private Instant since;
    private Optional<Answer> last = Optional.empty();
    private int failures;
    private int successes;

    Tally(Schedule schedule, Instant start) {
        this.schedule = schedule;
        this.since = start;
    }

    /**
     * Counts an answer.
     *
     * @return whether the verdict is another one now
     */
    boolean add(Answer answer) {
        last = Optional.of(answer);
        failures = answer.passed() ? 0 : failures + 1;
        successes = answer.passed() ? successes + 1 : 0;
        if (verdict != Verdict.PASSING && successes >= schedule.successes()) {
            return turn(Verdict.PASSING, answer.at());
        }
        if (verdict != Verdict.FAILING && failures >= schedule.failures()) {
            return turn(Verdict.FAILING, answer.at());
        }
        return false;
    }

    /** How often in a row the last answer was the same, as a remark behind it. */
    String inARow() {
        int times = Math.max(failures, successes);
        return times == 1 ? "" : " (" + times + " times in a row)";
    }

    Optional<Answer> last() {
        return last;
    }

    ProbeReport report(Target target) {
        return new ProbeReport(target.kind(), target.description(), verdict, since, last, failures, successes);
    }

    private boolean turn(Verdict next, Instant at) {
        verdict = next;
        since = at;
        return true;
    }
}
