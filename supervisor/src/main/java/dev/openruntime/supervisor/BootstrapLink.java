package dev.openruntime.supervisor;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

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

    /** In the words of the C library, which a JVM's messages are made of. */
    private static final String NOBODY_READS = "Broken pipe";

    private final Optional<String> donePipe;

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
                orphaned.run();
            });
        }
    }

    /** Tells the script, where there is one, that from now on SIGTERM ends this process in order. */
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
            if (NOBODY_READS.equals(e.getMessage())) {
                return; // the script was killed, which the end of standard input says too: nobody waits for the word
            }
            System.err.println("open-runtime: cannot say \"" + words + "\" to bootstrap: " + e.getMessage());
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
