package dev.openruntime.supervisor;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The two pipes between this JVM and the {@code bootstrap} script that started it. The end of standard input means that
 * the script was killed. Lines on the other pipe tell it when this process can be ended the hard way, which is faster
 * than a JVM that still has native threads ends itself: until it is armed, and when all is posted, flushed and stopped.
 *
 * <p>Where no script started this process there is no link: its descriptors are somebody else's.
 */
final class BootstrapLink {

    /** The number of the descriptor that the script reads; set by the script alone. */
    static final String DONE_VARIABLE = "OPEN_RUNTIME_DONE_FD";

    private final Optional<String> donePipe;

    BootstrapLink(Map<String, String> environment) {
        this.donePipe = Optional.ofNullable(environment.get(DONE_VARIABLE))
                .filter(number -> number.matches("[0-9]{1,3}"))
                .map(number -> "/proc/self/fd/" + number);
    }

    /** Runs this, on a thread of its own, if the script is killed. */
    void onOrphaned(Runnable action) {
        if (donePipe.isPresent()) {
            Thread.ofPlatform().daemon().name("bootstrap-link").start(() -> {
                awaitEndOfInput();
                action.run();
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

    private void say(String words) {
        if (donePipe.isEmpty()) {
            return;
        }
        try (OutputStream pipe = new FileOutputStream(donePipe.get())) {
            pipe.write((words + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            System.err.println("open-runtime: cannot say \"" + words + "\" to bootstrap: " + e.getMessage());
        }
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever sent: only the end matters.
            }
        } catch (IOException e) {
            System.err.println("open-runtime: lost the link to bootstrap: " + e.getMessage());
        }
    }
}
