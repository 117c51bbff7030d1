package dev.openruntime.supervisor;

import dev.openruntime.config.ShutdownConfig;
import dev.openruntime.lambda.LambdaClient;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the platform says of itself by its environment.
 *
 * @param environment as the process got it
 */
record Platform(Map<String, String> environment) {

    private static final String RUNTIME_API = "AWS_LAMBDA_RUNTIME_API";
    /** The folder of external extensions, where the platform has it elsewhere: the emulator says so. */
    private static final String EXTENSIONS_VARIABLE = "OPEN_RUNTIME_EXTENSIONS";

    private static final String EXTENSIONS_FOLDER = "/opt/extensions";

    /** The runtime's share of a shutdown where external extensions take part, and the whole where none do. */
    private static final Duration BUDGET_WITH_EXTENSIONS = Duration.ofMillis(300);

    private static final Duration BUDGET_ALONE = Duration.ofMillis(500);

    /** Where the Runtime API is, if anywhere. */
    Optional<String> runtimeApi() {
        return Optional.ofNullable(environment.get(RUNTIME_API)).filter(address -> !address.isEmpty());
    }

    /**
     * Tells this supervisor from every other that ever ran on the machine: its process id can come again, with a time
     * it can't.
     */
    String runId() {
        return Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX) + "."
                + Long.toString(System.nanoTime() & Long.MAX_VALUE, Character.MAX_RADIX);
    }

    BootstrapLink bootstrap() {
        return new BootstrapLink(environment);
    }

    LambdaClient client() {
        String address = runtimeApi().orElseThrow(() -> new IllegalStateException("internal error: no " + RUNTIME_API));
        return new LambdaClient(address, "open-runtime/" + Version.CURRENT);
    }

    /** Whether it keeps the initialised environment as a snapshot, and restores it from that for the first event. */
    boolean keepsSnapshots() {
        return "snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"));
    }

    /** What the handler is called in messages: the function's handler setting. */
    String handlerLabel() {
        return environment.getOrDefault("_HANDLER", "handler");
    }

    /** Of what the configuration says, else of what Lambda grants. */
    ShutdownBudget shutdownBudget(ShutdownConfig configured) {
        return ShutdownBudget.of(
                configured.within().orElseGet(() -> hasExternalExtensions() ? BUDGET_WITH_EXTENSIONS : BUDGET_ALONE));
    }

    /** When the operating system started this process, to about 10 ms. */
    static Optional<Instant> launched() {
        return ProcessHandle.current().info().startInstant();
    }

    private boolean hasExternalExtensions() {
        Path folder = Path.of(environment.getOrDefault(EXTENSIONS_VARIABLE, EXTENSIONS_FOLDER));
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // Unreadable: the shorter budget is the safe one.
            return true;
        }
    }
}
