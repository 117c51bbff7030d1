package dev.openruntime.cli;

import dev.openruntime.config.ConfigurationFile;
import dev.openruntime.config.DeadlineConfig;
import dev.openruntime.console.TimelineEntry;
import dev.openruntime.console.TimelineFile;
import dev.openruntime.emulator.Emulator;
import dev.openruntime.emulator.EmulatorConfig;
import dev.openruntime.emulator.EmulatorConfigBuilder;
import dev.openruntime.emulator.EmulatorListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * A function under the emulator, and the timeline of its supervisor. {@link #timeline} is for one thread at a time;
 * {@link #close} may be called by any, and by several.
 */
final class Session implements AutoCloseable {

    private static final String HOME = "OPEN_RUNTIME_HOME";
    private static final String TIMELINE = "OPEN_RUNTIME_TIMELINE";
    /** Where the supervisor looks for external extensions instead of the platform's place. */
    private static final String EXTENSIONS = "OPEN_RUNTIME_EXTENSIONS";

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

    /** The folder of this distribution. */
    static Path home(Map<String, String> environment) throws CommandFailure {
        String home = environment.getOrDefault(HOME, "");
        if (home.isEmpty()) {
            throw new CommandFailure(
                    ExitStatus.USAGE,
                    "cannot find the distribution: " + HOME + " is not set; start the program by its launcher,"
                            + " `open-runtime`");
        }
        return Path.of(home).toAbsolutePath().normalize();
    }

    /** The command that starts this distribution's supervisor. */
    static List<String> bootstrap(Map<String, String> environment) throws CommandFailure {
        Path bootstrap = home(environment).resolve("bootstrap");
        if (!Files.isExecutable(bootstrap)) {
            throw new CommandFailure(
                    ExitStatus.USAGE,
                    "cannot start the supervisor: " + bootstrap + " is not an executable file; does " + HOME
                            + " name a distribution?");
        }
        return List.of(bootstrap.toString());
    }

    /** What the function finds in its environment besides what the platform sets. */
    static Map<String, String> variables(
            LocalFunction function, FunctionOptions options, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(options.variables);
        String fragments = variables.getOrDefault(
                ConfigurationFile.FRAGMENTS_VARIABLE, environment.get(ConfigurationFile.FRAGMENTS_VARIABLE));
        if (fragments != null) {
            variables.put(ConfigurationFile.FRAGMENTS_VARIABLE, absolute(fragments));
        }
        if (!environment.containsKey(DeadlineConfig.STACK_VARIABLE)) {
            variables.putIfAbsent(DeadlineConfig.STACK_VARIABLE, DeadlineConfig.Stack.ON.word());
        }
        function.configuration().ifPresent(file -> variables.put("OPEN_RUNTIME_CONFIG", file.toString()));
        return variables;
    }

    /** The function runs in its own folder, but who named folders of fragments meant them from here. */
    static String absolute(String folders) {
        return Arrays.stream(folders.split(":", -1))
                .map(folder ->
                        folder.isEmpty() ? "" : Path.of(folder).toAbsolutePath().toString())
                .collect(Collectors.joining(":"));
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
        return open(command, function, options, environment, serving, listener, true);
    }

    /** The same; without a timeline if none is wanted. */
    static Session open(
            List<String> command,
            LocalFunction function,
            FunctionOptions options,
            Map<String, String> environment,
            Serving serving,
            EmulatorListener listener,
            boolean timed)
            throws CommandFailure, IOException {
        Optional<Path> extensions = extensions(function, options);
        Path folder = Files.createTempDirectory("open-runtime-");
        Path file = folder.resolve("timeline.jsonl");
        Map<String, String> variables = variables(function, options, environment);
        if (timed) {
            variables.put(TIMELINE, file.toString());
        } else {
            variables.remove(TIMELINE);
        }
        extensions.ifPresent(found -> variables.put(EXTENSIONS, found.toString()));
        try {
            TimelineFile timeline = new TimelineFile(file);
            EmulatorConfigBuilder config = EmulatorConfig.builder(command, function.folder())
                    .functionName(options.functionName)
                    .handler(options.handler)
                    .memoryMegabytes(options.memory)
                    .timeout(options.timeout)
                    .snapStart(options.snapStart)
                    .inherited(environment)
                    .variables(variables)
                    .retryWaits(serving.retryWaits())
                    .spindown(serving.spindown())
                    .invokePort(serving.port())
                    .urlPort(serving.urlPort());
            extensions.ifPresent(config::extensions);
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

    /** The folder of extensions that was named, which must be there, or the function's own, which need not. */
    private static Optional<Path> extensions(LocalFunction function, FunctionOptions options) throws CommandFailure {
        if (options.extensions.isPresent()) {
            Path named = options.extensions.get();
            if (!Files.isDirectory(named)) {
                throw new CommandFailure(
                        ExitStatus.USAGE, "cannot use --extensions " + named + ": there is no such folder");
            }
            return Optional.of(named.toAbsolutePath().normalize());
        }
        return Optional.of(function.folder().resolve("extensions")).filter(Files::isDirectory);
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
