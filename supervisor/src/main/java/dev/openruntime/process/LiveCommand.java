package dev.openruntime.process;

import dev.openruntime.child.LiveChild;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command that runs. */
record LiveCommand(
        ChildProcess process, CompletableFuture<Void> exitTold, OutputTail tail, OutputCapture out, OutputCapture err)
        implements LiveChild {

    /** How long its last output is waited for; only what got away from a kill can still hold its pipes open. */
    private static final Duration OUTPUT_READ_WITHIN = Duration.ofMillis(200);

    private static final Duration EXIT_TOLD_WITHIN = Duration.ofSeconds(1);

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(process.pid());
    }

    @Override
    public void stop(String signal, Instant deadline) throws IOException {
        process.signal(signal);
    }

    @Override
    public int killTree() {
        ProcessTree.Outcome outcome = process.killTree();
        for (long pid : outcome.unreadable()) {
            tail.add("[cannot see whether process " + pid + " belongs to it: permission denied]");
        }
        try {
            exitTold.get(EXIT_TOLD_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            boolean outRead = out.awaitEnd(OUTPUT_READ_WITHIN);
            boolean errRead = err.awaitEnd(outRead ? OUTPUT_READ_WITHIN : Duration.ZERO);
            if (!outRead || !errRead) {
                tail.add("[something that is out of reach still holds its output open]");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("internal error: cannot tell of the exit of process " + process.pid(), e);
        } catch (TimeoutException e) {
            return Math.max(1, outcome.survivors());
        }
        return outcome.survivors();
    }

    @Override
    public List<String> lastLines() {
        return tail.lines();
    }
}
