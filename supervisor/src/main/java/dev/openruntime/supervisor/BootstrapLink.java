package dev.openruntime.supervisor;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The two pipes between this JVM and the {@code bootstrap} script that started it. A line on standard input means that
 * it was asked to stop a second time, and its end that the script was killed. Lines on the other pipe tell it when this
 * process can be ended the hard way, which is faster than a JVM that still has native threads ends itself: until it is
 * armed, and when all is posted, flushed and stopped.
 *
 * <p>Where no script started this process there is no link: its descriptors are somebody else's.
 */
final class BootstrapLink {

    /** The number of the descriptor that the script reads; set by the script alone. */
    static final String DONE_VARIABLE = "OPEN_RUNTIME_DONE_FD";

    /** How long after one pipe the other may be found broken, on a busy machine: the script was killed, then. */
    private static final long MOST_SECONDS_APART = 1;

    private final Optional<String> donePipe;
    private final CountDownLatch inputEnded = new CountDownLatch(1);

    BootstrapLink(Map<String, String> environment) {
        this.donePipe = Optional.ofNullable(environment.get(DONE_VARIABLE))
                .filter(number -> number.matches("[0-9]{1,3}"))
                .map(number -> "/proc/self/fd/" + number);
    }

    /**
     * Listens to the script on a thread of its own. What was said before is heard, too.
     *
     * @param hurried run, on a thread of its own, when a second signal has asked for the end
     * @param orphaned run if the script was killed
     */
    void listen(Runnable hurried, Runnable orphaned) {
        if (donePipe.isPresent()) {
            Thread.ofPlatform().daemon().name("bootstrap-link").start(() -> {
                hear(hurried);
                inputEnded.countDown();
                orphaned.run();
            });
        }
    }

    /**
     * Tells the script, where there is one, that from now on SIGTERM ends this process in order. Who says so listens.
     */
    void armed() {
        say("armed");
    }

    /** Tells the script, where there is one, that this process has nothing left to do. */
    void done(int status) {
        say("done " + status);
    }

    /** Tells the script, where there is one, that the time is over, and that some child may still be there. */
    void late(int status) {
        say("late " + status);
    }

    private void say(String words) {
        if (donePipe.isEmpty()) {
            return;
        }
        try (OutputStream pipe = new FileOutputStream(donePipe.get())) {
            pipe.write((words + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            if (!scriptWasKilled()) { // nobody waits for the word then
                System.err.println("open-runtime: cannot say \"" + words + "\" to bootstrap: " + e.getMessage());
            }
        }
    }

    /** Standard input says so: what went wrong with the other pipe is only told in words, of some language. */
    private boolean scriptWasKilled() {
        try {
            return inputEnded.await(MOST_SECONDS_APART, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Until the input ends. */
    private static void hear(Runnable hurried) {
        try {
            for (int said = System.in.read(); said >= 0; said = System.in.read()) {
                if (said == '\n') { // the script has only one thing to say
                    Thread.ofPlatform().daemon().name("hurry").start(hurried);
                }
            }
        } catch (IOException e) {
            System.err.println("open-runtime: lost the link to bootstrap: " + e.getMessage());
        }
    }
}
