package dev.openruntime.health;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a target for as long as a child lives, for readiness or liveness; started by a {@link Prober}. Periods are of
 * running time; an attempt never overlaps the next. Void is an answer that comes so late that all must have been
 * frozen, and a timeout in whose time the running time stood: it counts for nothing, and a fresh attempt begins. One
 * that can't be ended to make room for it fails, a timeout later. Safe for threads.
 */
public final class PeriodicProbe {

    /** Is told of verdicts, in their order, on a thread of the probe's. Not called any more once it was stopped. */
    public interface Listener {

        /**
         * As many successes in a row as are asked for, for the first time or after a failure.
         *
         * @param detail of the last: {@code GET :7070/ready 200}
         */
        void passed(String detail);

        /**
         * As many failures in a row as are asked for, for the first time or after a success.
         *
         * @param detail of the last: {@code GET :7070/ready: connection refused (3 times in a row)}
         */
        void failed(String detail);
    }

    private final Prober prober;
    private final String child;
    private final Target target;
    private final Schedule schedule;
    private final Listener listener;
    private final Tally tally; // guarded by this
    private Optional<Round> underWay = Optional.empty(); // guarded by this
    private boolean telling; // guarded by this: no attempt begins before the listener knows of the last
    private boolean stopped; // guarded by this
    private long carried; // guarded by this: running time that void attempts had without an answer
    private long due; // guarded by this: when the next attempt may begin, in running time
    private List<CompletableFuture<Answer>> waiting = new ArrayList<>(); // guarded by this

    PeriodicProbe(Prober prober, String child, Target target, Schedule schedule, Listener listener) {
        this.prober = prober;
        this.child = child;
        this.target = target;
        this.schedule = schedule;
        this.listener = listener;
        this.tally = new Tally(schedule, prober.clock().instant());
        this.due = now() + schedule.every().toNanos();
    }

    /** Ends it, an attempt under way too. A listener may be in the middle of a call. */
    public void stop() {
        List<CompletableFuture<Answer>> forsaken;
        synchronized (this) {
            stopped = true;
            long now = now();
            underWay.ifPresent(round -> round.discard(now));
            forsaken = takeWaiting();
        }
        prober.remove(this);
        forsaken.forEach(one -> one.complete(stoppedAnswer()));
    }

    /** The latest answer; empty before the first. */
    public synchronized Optional<Answer> lastResult() {
        return tally.last();
    }

    /** What is known of it. */
    public synchronized ProbeReport report() {
        return tally.report(target);
    }

    /**
     * Asks now, or joins an attempt that is under way unless that was begun before a freeze. Counts as any other.
     * Doesn't block; whoever waits for the answer sets a bound. It always comes; after {@link #stop} it is a failure.
     */
    public synchronized CompletableFuture<Answer> refresh() {
        if (stopped) {
            return CompletableFuture.completedFuture(stoppedAnswer());
        }
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        waiting.add(answer);
        if (underWay.isPresent()) {
            long now = now();
            underWay.filter(round -> !round.isFresh(now)).ifPresent(round -> round.discard(now));
        } else if (!telling) {
            start(begin());
        }
        return answer;
    }

    /** When it next wants to {@link #act}, in running time. */
    synchronized long due() {
        return due;
    }

    /**
     * Begins an attempt that is due, or gives up one that is overdue. Called while time goes.
     *
     * @param mayBegin whether there is room for one more
     * @return when to be called again; never if that depends on an attempt's end, which wakes the prober
     */
    long act(boolean mayBegin) {
        Telling told;
        synchronized (this) {
            long now = now();
            if (underWay.isEmpty()) {
                return beginIfDue(now, mayBegin);
            }
            Round round = underWay.get();
            if (round.isOver()) {
                return due > now ? due : Long.MAX_VALUE;
            }
            if (now < round.overdue()) {
                return due > now ? due : round.overdue();
            }
            if (now - round.overdue() > Attempt.LEAST_LATENESS.toNanos()) {
                round.discard(now); // this was called late: all was frozen
                return round.overdue();
            }
            round.giveUp();
            told = count(false, target.description() + ": no answer in time");
        }
        tell(told);
        return Long.MAX_VALUE;
    }

    private long beginIfDue(long now, boolean mayBegin) {
        if (due > now) {
            return due;
        }
        if (stopped || telling || !mayBegin) {
            return Long.MAX_VALUE;
        }
        start(begin());
        return due;
    }

    private Round begin() {
        long now = now();
        Round round = new Round(new Attempt(target, schedule.timeout()), schedule.timeout(), now, carried);
        underWay = Optional.of(round);
        due = now + schedule.every().toNanos();
        return round;
    }

    private void start(Round first) {
        prober.run(child, () -> {
            Optional<Round> round = Optional.of(first);
            while (round.isPresent()) {
                round = ask(round.get());
            }
        });
    }

    private Optional<Round> ask(Round round) {
        try {
            return conclude(round, true, round.attempt().ask());
        } catch (IOException e) {
            return conclude(round, false, round.attempt().words(e));
        } catch (RuntimeException e) {
            return conclude(round, false, target.description() + ": internal error: " + e);
        }
    }

    /** Returns the attempt that begins at once on the same thread, if one does. */
    private Optional<Round> conclude(Round round, boolean passed, String words) {
        Telling told;
        synchronized (this) {
            underWay = Optional.empty();
            if (stopped || round.isJudged()) {
                return next();
            }
            if (round.isVoid(passed, now())) {
                carried = round.carry(passed, now());
                due = now();
                return prober.time().stands() ? next() : Optional.of(begin());
            }
            told = count(passed, words);
        }
        tell(told);
        synchronized (this) {
            return next();
        }
    }

    /** Who waits is served at once; for all others the prober has a look. */
    private Optional<Round> next() {
        if (!stopped && !telling && underWay.isEmpty() && !waiting.isEmpty()) { // the prober may have been quicker
            return Optional.of(begin());
        }
        if (due <= now()) {
            prober.wake();
        }
        return Optional.empty();
    }

    private Telling count(boolean passed, String words) {
        Answer answer = new Answer(passed, words, prober.clock().instant());
        boolean turned = tally.add(answer);
        telling = true;
        carried = 0;
        return new Telling(answer, turned, tally.inARow(), takeWaiting());
    }

    private void tell(Telling told) {
        try {
            if (told.turned() && !isStopped()) {
                told.tell(listener);
            }
        } finally {
            told.waiting().forEach(one -> one.complete(told.answer()));
            synchronized (this) {
                telling = false;
                if (underWay.isEmpty() && !waiting.isEmpty()) {
                    due = now();
                    prober.wake();
                }
            }
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private List<CompletableFuture<Answer>> takeWaiting() {
        List<CompletableFuture<Answer>> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    private Answer stoppedAnswer() {
        return new Answer(
                false,
                target.description() + ": not probed any more",
                prober.clock().instant());
    }

    private long now() {
        return prober.time().nanos();
    }
}
