package dev.openruntime.health;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks a target again and again until it is ready, on a daemon thread of its own, {@code probe-<child>}. An attempt
 * never overlaps the next: one that takes longer than the period is followed at once. Each stands alone; no connection
 * is kept. An answer that comes so late that all must have been frozen is void, and a fresh attempt begins.
 */
public final class StartupProbe {

    private static final long STACK_BYTES = 256 * 1024;

    private final Target target;
    private final Duration every;
    private final Duration timeout;
    private final int successes;
    private final Consumer<String> ready;
    private final Object pause = new Object();
    private Attempt attempt; // guarded by pause
    private boolean stopped; // guarded by pause
    private volatile String lastAnswer;

    private StartupProbe(Target target, Duration every, Duration timeout, int successes, Consumer<String> ready) {
        this.target = target;
        this.every = every;
        this.timeout = timeout;
        this.successes = successes;
        this.ready = ready;
        this.attempt = new Attempt(target, timeout);
        this.lastAnswer = target.description() + ": no answer yet";
    }

    /**
     * Starts to probe, at once.
     *
     * @param child names the thread
     * @param every from the beginning of an attempt to the beginning of the next
     * @param timeout of an attempt as a whole
     * @param successes how many in a row make it ready; at least 1
     * @param ready told once, on the probe's thread, with what a person wants to know: {@code GET :7070/ready 200, 3rd
     *     try}
     */
    public static StartupProbe start(
            String child, Target target, Duration every, Duration timeout, int successes, Consumer<String> ready) {
        StartupProbe probe = new StartupProbe(target, every, timeout, successes, ready);
        Thread thread = new Thread(null, probe::run, "probe-" + child, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return probe;
    }

    /** As above, and one success is enough. */
    public static StartupProbe start(
            String child, Target target, Duration every, Duration timeout, Consumer<String> ready) {
        return start(child, target, every, timeout, 1, ready);
    }

    /** Ends it, an attempt under way too. It may already have called {@code ready}, or be calling it. */
    public void stop() {
        Attempt underWay;
        synchronized (pause) {
            stopped = true;
            underWay = attempt;
            pause.notifyAll();
        }
        underWay.abort();
    }

    /** What the latest attempt came to, in words. */
    public String lastAnswer() {
        return lastAnswer;
    }

    private void run() {
        int inARow = 0;
        for (int tries = 1; begin(); tries++) {
            long begun = System.nanoTime();
            Optional<String> answer = ask(tries);
            if (current().isLate()) {
                continue; // it may be of the time before a freeze
            }
            inARow = answer.isPresent() ? inARow + 1 : 0;
            if (inARow >= successes) {
                ready.accept(answer.orElseThrow());
                return;
            }
            if (inARow > 0) {
                lastAnswer = answer.orElseThrow() + ", " + inARow + " of " + successes + " in a row";
            }
            sleepUntil(begun + every.toNanos());
        }
    }

    private Optional<String> ask(int tries) {
        try {
            return Optional.of(current().ask() + Ordinal.suffix(tries));
        } catch (IOException e) {
            lastAnswer = current().words(e) + (tries == 1 ? "" : " (" + tries + " tries)");
            return Optional.empty();
        }
    }

    private boolean begin() {
        synchronized (pause) {
            attempt = new Attempt(target, timeout);
            return !stopped;
        }
    }

    private Attempt current() {
        synchronized (pause) {
            return attempt;
        }
    }

    private void sleepUntil(long nanoTime) {
        synchronized (pause) {
            try {
                for (long left = nanoTime - System.nanoTime();
                        left > 0 && !stopped;
                        left = nanoTime - System.nanoTime()) {
                    pause.wait(left / 1_000_000, (int) (left % 1_000_000));
                }
            } catch (InterruptedException e) {
                stopped = true; // nobody else knows this thread; whoever interrupts it wants it to end
            }
        }
    }
}
