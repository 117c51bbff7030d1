package dev.openruntime.check;

import dev.openruntime.child.Exit;
import dev.openruntime.invocation.Body;
import dev.openruntime.process.ChildProcess;
import dev.openruntime.process.Command;
import dev.openruntime.process.OutputCapture;
import dev.openruntime.process.OutputLine;
import dev.openruntime.process.OutputRelay;
import dev.openruntime.process.OutputTail;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A started worker: what is fed to it, what is heard of it, and its end. Its standard error is kept apart, for the last
 * lines. Closing kills the whole tree; any thread may do that.
 */
final class WorkerProcess implements AutoCloseable {

    private static final int MOST_HEARD = 10_000;
    private static final Duration LAST_BYTES_WITHIN = Duration.ofMillis(500);
    private static final int SHOWN_LINES = 5;

    private final ChildProcess process;
    private final Feeder feeder;
    private final Thread feeding;
    private final Listener listener;
    private final Thread listening;
    private final OutputTail tail = new OutputTail();
    private final OutputCapture errors;
    private final LinkedBlockingQueue<Heard> heard = new LinkedBlockingQueue<>(MOST_HEARD);

    private WorkerProcess(ChildProcess process) {
        this.process = process;
        feeder = new Feeder(process.stdin());
        feeding = Thread.ofPlatform().daemon().name("check-in").start(feeder);
        listener = new Listener(process.stdout(), this::put);
        listening = Thread.ofPlatform().daemon().name("check-out").start(listener);
        OutputRelay nowhere = OutputRelay.toNowhere();
        errors = OutputCapture.start("worker", OutputLine.Stream.STDERR, process.stderr(), tail, nowhere);
        Thread.ofPlatform().daemon().name("check-exit").start(this::tellOfExit);
    }

    /** @throws IOException if there is no such command; its message is for the user */
    static WorkerProcess start(Command command, String cookie) throws IOException {
        return new WorkerProcess(ChildProcess.start(command, cookie));
    }

    Feeder feeder() {
        return feeder;
    }

    /** The framing that it chose; length-prefixed as long as it has said nothing. */
    Framing framing() {
        return listener.framing().orElse(Framing.LENGTHS);
    }

    /** The next that is heard of it. */
    Optional<Heard> hear(Duration within) {
        try {
            return Optional.ofNullable(heard.poll(Math.max(0, within.toNanos()), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("internal error: a check was interrupted", e);
        }
    }

    /** How it ended, if it does in time. */
    Optional<Exit> awaitExit(Duration within) {
        try {
            return Optional.of(process.exit().get(Math.max(0, within.toNanos()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("internal error: a check was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("internal error: cannot learn how the worker ended", e);
        }
    }

    /** What it printed last on standard error, as rows behind others; empty if nothing. */
    String lastLines() {
        try {
            if (process.exit().isDone()) {
                boolean _ = errors.awaitEnd(LAST_BYTES_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> lines = tail.lines();
        List<String> last = lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
        return last.isEmpty() ? "" : "\nits last lines on standard error:\n  " + String.join("\n  ", last);
    }

    @Override
    public void close() {
        var _ = process.killTree();
        feeding.interrupt();
    }

    /** The end of its output says the same, unless something that it started holds that open. */
    private void tellOfExit() {
        try {
            process.exit().join();
            boolean _ = listening.join(LAST_BYTES_WITHIN);
            put(new Heard.Closed(Body.EMPTY));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(Heard what) {
        try {
            heard.put(what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
