package dev.openruntime.process;

import dev.openruntime.health.Execution;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A probe's command. Each run has a cookie of its own, so that nothing it forks outlives it, and none of it is taken
 * for a part of the child that is probed. Blocks its caller's thread and has none of its own.
 */
public final class CommandExecution implements Execution {

    /** No name of a child has a dot, so that no cookie of a child begins so. */
    private static final String MARK = "-probe.";

    private static final AtomicLong RUNS = new AtomicLong();

    private final Command command;
    private final String cookies;

    /**
     * Starts nothing yet.
     *
     * @param run what all cookies of this supervisor begin with
     * @param child whom it probes
     */
    public CommandExecution(Command command, String run, String child) {
        this.command = command;
        this.cookies = run + "-" + child + MARK;
    }

    @Override
    public Run start() throws IOException {
        ChildProcess process = ChildProcess.start(command, cookies + RUNS.incrementAndGet());
        CommandRun run = new CommandRun(process);
        try {
            process.stdin().close();
            return run;
        } catch (IOException e) {
            run.close();
            throw e;
        }
    }
}
