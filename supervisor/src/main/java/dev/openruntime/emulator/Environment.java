package dev.openruntime.emulator;

import dev.openruntime.emulator.telemetry.Source;
import dev.openruntime.emulator.telemetry.Telemetry;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of the bootstrap: its process group and those of its extensions, what the platform knows of them, and the
 * API server that they talk to.
 *
 * <p>Each life has a port of its own. What an earlier life left behind, a process that escaped from its group or one
 * that is about to notice its end, can't reach the present one. Used by the platform thread; {@link #session} by any.
 */
final class Environment {
    private static final Logger LOG = LoggerFactory.getLogger(Environment.class);
    /** The platform waits this long for killed processes to be gone. */
    private static final Duration KILL_GRACE = Duration.ofSeconds(2);

    /** How long the end waits for subscribers to hear what came before it. */
    private static final Duration FLUSH_GRACE = Duration.ofMillis(250);

    private final EmulatorConfig config;
    private final LineSink sink;
    private final Clock clock;
    private final Session session = new Session();
    private final Telemetry telemetry;
    private final PlatformEvents events;
    private final ExternalExtensions extensions;
    private final HttpServer api;
    private final MemoryGauge memory = new MemoryGauge();
    private volatile Optional<ProcessGroup> processes = Optional.empty();

    /**
     * Opens the API.
     *
     * @throws IOException if no port can be opened
     */
    Environment(EmulatorConfig config, EventLoopGroup loop, LineSink sink, Clock clock) throws IOException {
        this.config = config;
        this.sink = sink;
        this.clock = clock;
        this.telemetry = new Telemetry(clock, config.logFormat() == LogFormat.JSON, sink::extension);
        this.events = new PlatformEvents(config, telemetry, clock);
        this.extensions = new ExternalExtensions(config, session, (name, line) -> {
            sink.extension(name, line);
            telemetry.line(Source.EXTENSION, line);
        });
        this.api = HttpServer.open(loop, 0, "emulator-runtime-api", new PlatformApi(session, config, telemetry));
    }

    Session session() {
        return session;
    }

    /** Where telemetry is told what the platform does. */
    PlatformEvents events() {
        return events;
    }

    /**
     * Starts the extensions and, when all have registered, the bootstrap; waits until all of them ask for an event.
     *
     * @param onExit is told when a process of theirs has ended, whatever the reason; on a thread of its own
     */
    Monitor.Wait initialise(Phase phase, Deadline deadline, Runnable onExit) throws InterruptedException {
        String address = "127.0.0.1:" + api.port();
        events.initStart(phase);
        extensions.launch(address, onExit);
        Monitor.Wait wait = session.awaitRegistered(deadline);
        if (wait instanceof Monitor.Wait.Done) {
            launch(address, onExit);
            wait = session.awaitInitialised(deadline);
            events.initRuntimeDone(phase, wait);
        }
        if (wait instanceof Monitor.Wait.Done) {
            wait = session.awaitInit(deadline);
        }
        if (wait instanceof Monitor.Wait.TimedOut) {
            session.extensions().missing().forEach(sink::extension);
        }
        session.extensions().reports().forEach(events::extension);
        telemetry.closeSubscriptions();
        return wait;
    }

    /**
     * Restores the runtime, if it waits for that, as the platform does from a snapshot; here it has only waited.
     *
     * @return empty where there is nothing to restore
     */
    Optional<RestoreReport> restore(Deadline deadline) throws InterruptedException {
        if (!session.isKept()) {
            return Optional.empty();
        }
        events.restoreStart();
        long begun = System.nanoTime();
        Duration limit = deadline.remaining();
        Monitor.Wait wait = session.restore(deadline);
        RestoreReport report = RestoreReport.of(wait, Duration.ofNanos(System.nanoTime() - begun));
        if (wait instanceof Monitor.Wait.TimedOut) {
            session.fail(new Fault.RestoreTimedOut(limit));
        }
        events.restored(report);
        return Optional.of(report);
    }

    /** Starts the bootstrap. If that is impossible, it is a fault of the environment, found by who waits for init. */
    private void launch(String address, Runnable onExit) {
        Map<String, String> variables = ProcessEnvironment.of(config, address);
        switch (Entrypoint.find(config, variables.getOrDefault("PATH", ""))) {
            case Entrypoint.Missing(Fault fault) -> session.fail(fault);
            case Entrypoint.Found(var command) -> {
                try {
                    processes = Optional.of(ProcessGroup.start(
                            command,
                            config.taskRoot(),
                            variables,
                            line -> {
                                sink.accept(EmulatorListener.Origin.FUNCTION, line);
                                telemetry.line(Source.FUNCTION, line);
                            },
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
        memory.measure(leaders());
        return memory.most();
    }

    private List<Long> leaders() {
        return Stream.concat(processes.map(ProcessGroup::leader).stream(), extensions.leaders().stream())
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .toList();
    }

    /** The bootstrap's own process; any thread. */
    OptionalLong bootstrap() {
        return processes.map(ProcessGroup::leader).orElse(OptionalLong.empty());
    }

    /** All processes of the bootstrap and of extensions; any thread, but not while extensions are launched. */
    Set<Long> family() throws IOException {
        return ProcessFamily.of(leaders());
    }

    /**
     * Ends this life as the platform does: SIGTERM and its share of the budget for the runtime if an extension is
     * registered, else SIGKILL at once; then the external extensions are told, and have the rest of the budget. A
     * runtime that has just said that it will exit gets the time first, to do so. The waiting requests stay open until
     * the processes are gone, since a runtime is asked to stop while it waits in {@code next}.
     */
    void stop(ShutdownReason reason) throws InterruptedException {
        boolean exitFollows = session.fault().filter(Fault::exitFollows).isPresent();
        session.fail(new Fault.Closed()); // an exit from here on is none
        telemetry.flush(FLUSH_GRACE);
        boolean external = session.extensions().hasExternal();
        ShutdownBudget budget = config.shutdownBudget();
        Deadline deadline = Deadline.in(external ? budget.withExternal() : Duration.ZERO);
        if (processes.isPresent()) {
            Duration share = external ? budget.runtimeShare() : budget.internalOnly();
            sink.ended(stopRuntime(processes.get(), reason, exitFollows, share));
        }
        if (external) {
            telemetry.flush(FLUSH_GRACE);
            Instant until = clock.instant().plus(deadline.remaining());
            session.extensions().shutDown(new ExtensionTask.Shutdown(reason, until));
        }
        extensions.stop(deadline, KILL_GRACE);
        session.end();
        api.close();
        telemetry.flush(FLUSH_GRACE);
        telemetry.close();
    }

    private EnvironmentEnd stopRuntime(ProcessGroup group, ShutdownReason reason, boolean exitFollows, Duration share)
            throws InterruptedException {
        long begun = System.nanoTime();
        boolean gone = group.awaitGone(exitFollows ? share : Duration.ZERO);
        boolean asked = !gone && !session.extensions().isEmpty();
        if (asked) {
            group.signal("TERM");
            gone = group.awaitGone(share);
        }
        boolean killed = !gone;
        if (killed) {
            group.signal("KILL");
            gone = group.awaitGone(KILL_GRACE);
        }
        if (!gone) {
            String leader =
                    group.leader().isPresent() ? Long.toString(group.leader().getAsLong()) : "(its id is not known)";
            LOG.error("cannot end the bootstrap's process group {}: it outlives SIGKILL", leader);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return new EnvironmentEnd(reason, asked, asked ? share : Duration.ZERO, took, killed);
    }
}
