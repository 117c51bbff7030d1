package dev.openruntime.process;

import dev.openruntime.child.Exit;
import dev.openruntime.child.LifeSigns;
import dev.openruntime.child.LiveChild;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A child that is a process: tells of its exit, keeps its last lines, kills its tree. Any thread. */
public final class LiveProcess implements LiveChild {

    /** How long its last output is waited for; only what got away from a kill can still hold its pipes open. */
    private static final Duration OUTPUT_READ_WITHIN = Duration.ofMillis(200);

    private static final Duration EXIT_TOLD_WITHIN = Duration.ofSeconds(1);

    private final ChildProcess process;
    private final CompletableFuture<Void> exitTold;
    private final OutputTail tail;
    private final List<OutputCapture> captures;

    private LiveProcess(ChildProcess process, LifeSigns signs, OutputTail tail, List<OutputCapture> captures) {
        this.process = process;
        this.exitTold = process.exit().thenAccept(signs::exited);
        this.tail = tail;
        this.captures = captures;
    }

    /** Captures both outputs of a process. */
    public static LiveProcess capturingAll(String child, ChildProcess process, LifeSigns signs, OutputRelay relay) {
        OutputTail tail = new OutputTail(signs);
        return new LiveProcess(
                process,
                signs,
                tail,
                List.of(
                        OutputCapture.start(child, OutputLine.Stream.STDOUT, process.stdout(), tail, relay),
                        OutputCapture.start(child, OutputLine.Stream.STDERR, process.stderr(), tail, relay)));
    }

    /** Captures standard error alone: somebody else reads the process's standard output to its end. */
    public static LiveProcess capturingErrors(String child, ChildProcess process, LifeSigns signs, OutputRelay relay) {
        OutputTail tail = new OutputTail(signs);
        return new LiveProcess(
                process,
                signs,
                tail,
                List.of(OutputCapture.start(child, OutputLine.Stream.STDERR, process.stderr(), tail, relay)));
    }

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
            awaitOutput(OUTPUT_READ_WITHIN);
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

    /** Counts a line among the last ones that came another way than by a captured output. */
    public void remember(String line) {
        tail.add(line);
    }

    /** From now on the tap gets each whole line that is captured first, instead of the one before. */
    public void tap(LineTap tap) {
        captures.forEach(capture -> capture.tap(tap));
    }

    /**
     * How the process ended, once its last lines are read as well.
     *
     * @return empty if it goes on running for so long
     */
    public Optional<Exit> awaitExit(Duration within) throws InterruptedException {
        try {
            Exit exit = process.exit().get(within.toNanos(), TimeUnit.NANOSECONDS);
            for (OutputCapture capture : captures) {
                boolean _ = capture.awaitEnd(OUTPUT_READ_WITHIN);
            }
            return Optional.of(exit);
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("internal error: cannot learn how process " + process.pid() + " ended", e);
        }
    }

    private void awaitOutput(Duration within) throws InterruptedException {
        boolean all = true;
        for (OutputCapture capture : captures) {
            all &= capture.awaitEnd(all ? within : Duration.ZERO);
        }
        if (!all) {
            boolean logIsSlow = captures.stream().anyMatch(OutputCapture::isHeldUp);
            tail.add(
                    logIsSlow
                            ? "[what it printed last is not read yet: the log is slow]"
                            : "[something that is out of reach still holds its output open]");
        }
    }
}
