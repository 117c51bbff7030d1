package dev.openruntime.cli;

import dev.openruntime.console.TimelineEntry;
import dev.openruntime.console.TimelineFile;
import dev.openruntime.emulator.Emulator;
import dev.openruntime.emulator.EmulatorConfig;
import dev.openruntime.emulator.EmulatorConfigBuilder;
import dev.openruntime.emulator.EmulatorListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A function under the emulator, and the timeline of its supervisor. {@link #timeline} is for one thread at a time;
 * {@link #close} may be called by any, and by several.
 */
final class Session implements AutoCloseable {

    private static final String HOME = "OPEN_RUNTIME_HOME";

    private final Path folder;
    private final TimelineFile timeline;
    private final Emulator emulator;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Session(Path folder, TimelineFile timeline, Emulator emulator) {
        this.folder = folder;
        this.timeline = timeline;
        this.emulator = emulator;
    }

    /** The command that starts this distribution's supervisor. */
    static List<String> bootstrap(Map<String, String> environment) throws CommandFailure {
        String home = environment.getOrDefault(HOME, "");
        if (home.isEmpty()) {
            throw new CommandFailure(
                    ExitStatus.USAGE,
                    "cannot find the distribution: " + HOME + " is not set; start the program by its launcher,"
                            + " `open-runtime`");
        }
        Path bootstrap = Path.of(home).toAbsolutePath().normalize().resolve("bootstrap");
        if (!Files.isExecutable(bootstrap)) {
            throw new CommandFailure(
                    ExitStatus.USAGE,
                    "cannot start the supervisor: " + bootstrap + " is not an executable file; does " + HOME
                            + " name a distribution?");
        }
        return List.of(bootstrap.toString());
    }

    /** What the function finds in its environment besides what the platform sets. */
    static Map<String, String> variables(LocalFunction function, FunctionOptions options) {
        Map<String, String> variables = new HashMap<>(options.variables);
        function.configuration().ifPresent(file -> variables.put("OPEN_RUNTIME_CONFIG", file.toString()));
        return variables;
    }

    /**
     * Opens the Invoke API and prepares the environment; starts nothing yet.
     *
     * @throws CommandFailure if the settings are out of the platform's limits or a port can't be had
     */
    static Session open(
            List<String> command,
            LocalFunction function,
            FunctionOptions options,
            Map<String, String> environment,
            Serving serving,
            EmulatorListener listener)
            throws CommandFailure, IOException {
        Path folder = Files.createTempDirectory("open-runtime-");
        Path file = folder.resolve("timeline.jsonl");
        Map<String, String> variables = variables(function, options);
        variables.put("OPEN_RUNTIME_TIMELINE", file.toString());
        try {
            TimelineFile timeline = new TimelineFile(file);
            EmulatorConfigBuilder config = EmulatorConfig.builder(command, function.folder())
                    .functionName(options.functionName)
                    .handler(options.handler)
                    .memoryMegabytes(options.memory)
                    .timeout(options.timeout)
                    .inherited(environment)
                    .variables(variables)
                    .retryWaits(serving.retryWaits())
                    .invokePort(serving.port())
                    .urlPort(serving.urlPort());
            return new Session(folder, timeline, Emulator.start(config.build(), listener));
        } catch (IllegalArgumentException e) {
            remove(folder);
            throw new CommandFailure(ExitStatus.USAGE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            remove(folder);
            throw new CommandFailure(
                    ExitStatus.USAGE,
                    e.getMessage() + "; choose another with --port"
                            + (serving.urlPort().isPresent() ? " or --url-port" : ""));
        }
    }

    Emulator emulator() {
        return emulator;
    }

    /** The lines that the supervisor has written since the last call. */
    List<TimelineEntry> timeline() {
        return timeline.readNew();
    }

    /** How many lines of the timeline could not be read. */
    int unreadable() {
        return timeline.unreadable();
    }

    /** Stops the function in order; returns when it is over, whoever began. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            awaitClosed();
            return;
        }
        try {
            emulator.close();
            timeline.close();
            remove(folder);
        } catch (IOException e) {
            System.err.println("open-runtime: cannot remove " + folder + ": " + e.getMessage());
        } finally {
            closed.countDown();
        }
    }

    private void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve("timeline.jsonl"));
        Files.deleteIfExists(folder);
    }
}
