package dev.openruntime.supervisor;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The two pipes between this JVM and the {@code bootstrap} script that started it. The end of standard input means that
 * the script was killed. A line on descriptor 3 means that all is posted, flushed and stopped: the script then ends the
 * JVM the hard way, which is faster than a JVM that still has native threads ends itself.
 */
final class BootstrapLink {

    private static final Path DONE_PIPE = Path.of("/proc/self/fd/3");

    private BootstrapLink() {}

    /** Runs this, on a thread of its own, if the script is killed. */
    static void onOrphaned(Runnable action) {
        Thread.ofPlatform().daemon().name("bootstrap-link").start(() -> {
            awaitEndOfInput();
            action.run();
        });
    }

    /** Tells the script, where there is one, that this process has nothing left to do. */
    static void done(int status) {
        if (!Files.exists(DONE_PIPE)) {
            return;
        }
        try (OutputStream pipe = new FileOutputStream(DONE_PIPE.toFile())) {
            pipe.write(("done " + status + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            System.err.println("open-runtime: cannot tell bootstrap that all is done: " + e.getMessage());
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
