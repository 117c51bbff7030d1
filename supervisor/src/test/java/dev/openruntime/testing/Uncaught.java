package dev.openruntime.testing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Hears what threads throw that nobody catches, if they were started by its {@link #run}, or by those that were. The
 * JVM's one handler for all belongs to nobody: tests that run at the same time, and Awaitility, set it too.
 */
public final class Uncaught {

    private final CompletableFuture<Throwable> first = new CompletableFuture<>();
    private final ThreadGroup group = new ThreadGroup("uncaught") {
        @Override
        public void uncaughtException(Thread thread, Throwable thrown) {
            boolean _ = first.complete(thrown);
        }
    };

    /** Runs it on a thread of its own, and waits for its end. */
    public void run(Runnable starter) throws InterruptedException {
        Thread thread = new Thread(group, starter);
        thread.start();
        thread.join();
    }

    /** Waits for the first that was thrown. */
    public Throwable await() throws ExecutionException, InterruptedException, TimeoutException {
        return first.get(20, TimeUnit.SECONDS);
    }
}
