package dev.openruntime.emulator;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of the bootstrap: its process group, what the platform knows of it, and the API server that it talks to.
 *
 * <p>Each life has a port of its own. What an earlier life left behind, a process that escaped from its group or one
 * that is about to notice its end, can't reach the present one. Used by the platform thread; {@link #session} by any.
 */
final class Environment {
    private static final Logger LOG = LoggerFactory.getLogger(Environment.class);
    /** The platform waits this long for killed processes to be gone. */
    private static final Duration KILL_GRACE = Duration.ofSeconds(2);

    private final EmulatorConfig config;
    private final Session session = new Session();
    private final HttpServer api;
    private final MemoryGauge memory = new MemoryGauge();
    private Optional<ProcessGroup> processes = Optional.empty();

    /**
     * Opens the API.
     *
     * @throws IOException if no port can be opened
     */
    Environment(EmulatorConfig config, EventLoopGroup loop) throws IOException {
        this.config = config;
        this.api = HttpServer.open(loop, 0, "emulator-runtime-api", new PlatformApi(session, config));
    }

    Session session() {
        return session;
    }

    /**
     * Starts the bootstrap. If that is impossible, it is a fault of the environment, found by who waits for init.
     *
     * @param onExit is told when the bootstrap's process has ended, whatever the reason; on a thread of its own
     */
    void launch(LineSink sink, Runnable onExit) {
        Map<String, String> variables = ProcessEnvironment.of(config, "127.0.0.1:" + api.port());
        switch (Entrypoint.find(config, variables.getOrDefault("PATH", ""))) {
            case Entrypoint.Missing(Fault fault) -> session.fail(fault);
            case Entrypoint.Found(var command) -> {
                try {
                    processes = Optional.of(ProcessGroup.start(
                            command,
                            config.taskRoot(),
                            variables,
                            line -> sink.accept(EmulatorListener.Origin.FUNCTION, line),
                            status -> {
                                session.fail(new Fault.RuntimeExited(status));
                                onExit.run();
                            }));
                } catch (IOException e) {
                    session.fail(new Fault.LaunchFailed("Sandbox.Failure", "cannot start bash: " + e.getMessage()));
                }
            }
        }
    }

    /** Waits until all that the processes have written so far has been heard. */
    void awaitOutput() throws InterruptedException {
        if (processes.isPresent()) {
            processes.get().awaitOutput();
        }
    }

    /** Measures the memory that is used now; the most that was measured so far. */
    OptionalLong measureMemory() {
        processes.map(ProcessGroup::leader).ifPresent(leader -> leader.ifPresent(memory::measure));
        return memory.most();
    }

    /**
     * Ends this life as the platform does: SIGTERM and the shutdown budget if an extension is registered, else SIGKILL
     * at once. One that has just said that it will exit gets the budget first, to do so. The waiting requests stay open
     * until the processes are gone, since a runtime is asked to stop while it waits in {@code next}.
     */
    void stop() throws InterruptedException {
        boolean exitFollows = session.fault().filter(Fault::exitFollows).isPresent();
        session.fail(new Fault.Closed()); // an exit from here on is none
        if (processes.isPresent()) {
            ProcessGroup group = processes.get();
            boolean gone = exitFollows && group.awaitGone(config.shutdownBudget());
            if (!gone && !session.extensions().isEmpty()) {
                group.signal("TERM");
                gone = group.awaitGone(config.shutdownBudget());
            }
            if (!gone) {
                group.signal("KILL");
                gone = group.awaitGone(KILL_GRACE);
            }
            if (!gone) {
                String leader = group.leader().isPresent()
                        ? Long.toString(group.leader().getAsLong())
                        : "(its id is not known)";
                LOG.error("cannot end the bootstrap's process group {}: it outlives SIGKILL", leader);
            }
        }
        session.end();
        api.close();
    }
}
