package dev.openruntime.process;

import dev.openruntime.child.Exit;
import dev.openruntime.health.Execution;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of a probe's command: waits for its end, and meanwhile looks at what it prints. */
final class CommandRun implements Execution.Run {

    /** How long to wait for the end before looking again; the end itself is noticed at once. */
    private static final long PAUSE_NANOS = 5_000_000;

    private static final int PIPE_BYTES = 64 * 1024;

    private final ChildProcess process;
    private final FirstLine out;
    private final FirstLine err;
    private final byte[] chunk = new byte[8192];

    CommandRun(ChildProcess process) {
        this.process = process;
        this.out = new FirstLine(process.stdout());
        this.err = new FirstLine(process.stderr());
    }

    @Override
    public String await(Duration timeout) throws IOException, InterruptedException {
        Optional<Exit> exit = exitWithin(timeout);
        if (exit.isEmpty()) {
            throw new IOException("no exit within " + timeout.toMillis() + " ms" + quoted(err, out));
        }
        String ending = exit.get().description();
        if (!exit.get().wellDone()) {
            throw new IOException(ending + quoted(err, out));
        }
        return ending + quoted(out, err);
    }

    @Override
    public void close() {
        ProcessTree.Outcome _ = process.killTree();
    }

    private Optional<Exit> exitWithin(Duration timeout) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        CompletableFuture<Exit> exit = process.exit();
        for (long left = timeout.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            if (exit.isDone()) {
                readRest();
                return Optional.of(exit.join());
            }
            if (!readSome()) {
                pause(exit, Math.min(left, PAUSE_NANOS));
            } else if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return Optional.empty();
    }

    /** As much as a pipe holds: what it forked may print for ever. */
    private void readRest() throws IOException {
        boolean more = true;
        for (int i = 0; more && i < PIPE_BYTES / chunk.length; i++) {
            more = readSome();
        }
    }

    private boolean readSome() throws IOException {
        boolean some = out.readSome(chunk);
        return err.readSome(chunk) || some;
    }

    private static void pause(CompletableFuture<Exit> exit, long nanos) throws InterruptedException {
        try {
            exit.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return; // have a look at its output
        } catch (ExecutionException e) {
            throw new IllegalStateException("internal error: cannot learn how a probe's command ended", e);
        }
    }

    /** What it printed first, where it is looked for first. */
    private static String quoted(FirstLine first, FirstLine second) {
        String text = first.text().isEmpty() ? second.text() : first.text();
        return text.isEmpty() ? "" : " \"" + text + "\"";
    }
}
