package dev.openruntime.process;

import dev.openruntime.child.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One operating system process that the supervisor started, with its tree. Any thread. The three streams belong to
 * whoever started it, who reads the two outputs to their ends or lets an {@link OutputCapture} do so.
 */
public final class ChildProcess {

    /** How long a killed process is waited for. It takes about a millisecond. */
    private static final Duration REAPED_WITHIN = Duration.ofSeconds(1);

    private final Process process;
    private final String cookie;
    private final CompletableFuture<Exit> exit;

    private ChildProcess(Process process, String cookie) {
        this.process = process;
        this.cookie = cookie;
        this.exit = process.onExit().thenApply(ended -> new Exit.Status(ended.exitValue()));
    }

    /**
     * Starts a process.
     *
     * @param cookie by which all that descends from it is found; unique to this start
     * @throws IOException if it can't be; its message is for the user
     */
    public static ChildProcess start(Command command, String cookie) throws IOException {
        Map<String, String> environment = new HashMap<>(command.environment());
        environment.put(Cookie.VARIABLE, cookie);
        try {
            Process process = command.attributes().isNone()
                    ? new Launcher()
                            .launch(new Launcher.Verbatim(command.arguments()), environment, command.directory())
                    : Prelude.launch(command, environment);
            return new ChildProcess(process, cookie);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("cannot run `" + command.program() + "`: " + StartRefusal.why(command, e), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** What the child reads; writing blocks when its pipe is full. */
    public OutputStream stdin() {
        return process.getOutputStream();
    }

    public InputStream stdout() {
        return process.getInputStream();
    }

    public InputStream stderr() {
        return process.getErrorStream();
    }

    /** Completes when the process itself has ended, whoever still holds its pipes open. */
    public CompletableFuture<Exit> exit() {
        return exit.copy();
    }

    /**
     * Sends a signal to the process itself, not to its tree; nothing happens if it has ended. Doesn't wait.
     *
     * @param name without {@code SIG}
     * @throws IOException if there is no such signal's name, or bash, which sends all but TERM and KILL, can't be
     *     started
     */
    public void signal(String name) throws IOException {
        if (process.isAlive()) {
            Signals.send(process.toHandle(), name);
        }
    }

    /**
     * Kills the process and all that descends from it, as far as it is related to it or inherited its cookie, and
     * returns when it is gone: some 5 ms, at most a few seconds if something can't be killed.
     */
    public ProcessTree.Outcome killTree() {
        OptionalLong root = process.isAlive() ? OptionalLong.of(pid()) : OptionalLong.empty();
        ProcessTree.Outcome outcome = ProcessTree.kill(root, cookie::equals);
        try {
            exit.get(REAPED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return outcome;
        } catch (TimeoutException e) {
            return outcome.withOneMoreSurvivor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return outcome;
        } catch (ExecutionException e) {
            throw new IllegalStateException("internal error: cannot learn how process " + pid() + " ended", e);
        }
    }
}
