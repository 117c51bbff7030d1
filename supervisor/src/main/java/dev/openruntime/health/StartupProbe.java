package dev.openruntime.health;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks a target again and again until it is ready, on a daemon thread of its own, {@code probe-<child>}. An attempt
 * never overlaps the next: one that takes longer than the period is followed at once. Each stands alone; no connection
 * is kept.
 */
public final class StartupProbe {

    private static final long STACK_BYTES = 256 * 1024;

    private final Attempt attempt;
    private final Duration every;
    private final Consumer<String> ready;
    private final Object pause = new Object();
    private boolean stopped; // guarded by pause
    private volatile String lastAnswer;

    private StartupProbe(Target target, Duration every, Duration timeout, Consumer<String> ready) {
        this.attempt = new Attempt(target, timeout);
        this.every = every;
        this.ready = ready;
        this.lastAnswer = target.description() + ": no answer yet";
    }

    /**
     * Starts to probe, at once.
     *
     * @param child names the thread
     * @param every from the beginning of an attempt to the beginning of the next
     * @param timeout of an attempt as a whole
     * @param ready told once, on the probe's thread, with what a person wants to know: {@code GET :7070/ready 200, 3rd
     *     try}
     */
    public static StartupProbe start(
            String child, Target target, Duration every, Duration timeout, Consumer<String> ready) {
        StartupProbe probe = new StartupProbe(target, every, timeout, ready);
        Thread thread = new Thread(null, probe::run, "probe-" + child, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return probe;
    }

    /** Ends it, an attempt under way too. It may already have called {@code ready}, or be calling it. */
    public void stop() {
        synchronized (pause) {
            stopped = true;
            pause.notifyAll();
        }
        attempt.abort();
    }

    /** What the latest attempt came to, in words. */
    public String lastAnswer() {
        return lastAnswer;
    }

    private void run() {
        for (int tries = 1; !isStopped(); tries++) {
            long begun = System.nanoTime();
            Optional<String> answer = ask(tries);
            if (answer.isPresent()) {
                ready.accept(answer.get());
                return;
            }
            sleepUntil(begun + every.toNanos());
        }
    }

    private Optional<String> ask(int tries) {
        try {
            return Optional.of(attempt.ask() + Ordinal.suffix(tries));
        } catch (IOException e) {
            lastAnswer =
                    attempt.target().description() + ": " + words(e) + (tries == 1 ? "" : " (" + tries + " tries)");
            return Optional.empty();
        }
    }

    private static String words(IOException e) {
        if (e instanceof ConnectException) {
            return "connection refused";
        }
        return e instanceof SocketTimeoutException ? "no answer in time" : String.valueOf(e.getMessage());
    }

    private boolean isStopped() {
        synchronized (pause) {
            return stopped;
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
