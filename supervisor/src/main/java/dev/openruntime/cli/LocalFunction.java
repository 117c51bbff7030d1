package dev.openruntime.cli;

import dev.openruntime.config.CatalogBuiltIns;
import dev.openruntime.config.ConfigurationFile;
import dev.openruntime.config.InvalidConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The function that a person named.
 *
 * @param folder its task root, absolute
 * @param configuration its configuration file, absolute; may be absent where another bootstrap runs it
 */
record LocalFunction(Path folder, Optional<Path> configuration) {

    /**
     * Variables that the platform sets before the supervisor reads its configuration, so that a check may meet them.
     */
    private static final List<String> PLATFORM_VARIABLES = List.of(
            "_HANDLER",
            "AWS_DEFAULT_REGION",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_FORMAT",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_LAMBDA_RUNTIME_API",
            "AWS_REGION",
            "LAMBDA_RUNTIME_DIR",
            "TZ");

    /**
     * The function in this folder, or of this configuration file, which must be there unless fragments say it all.
     *
     * @param environment names the fragments
     */
    static LocalFunction configured(Path target, Map<String, String> environment) throws CommandFailure {
        LocalFunction function = any(target);
        if (function.configuration.isEmpty() && !ConfigurationFile.hasFragments(environment)) {
            throw usage("cannot find a configuration in " + target
                    + ": there is no open-runtime.yaml, .yml or .json in it");
        }
        return function;
    }

    /** The function in this folder, with or without a configuration. */
    static LocalFunction any(Path target) throws CommandFailure {
        if (!Files.exists(target)) {
            throw usage("cannot find " + target + ": there is no such folder or file");
        }
        Path absolute = target.toAbsolutePath().normalize();
        Optional<Path> file = ConfigurationFile.find(absolute);
        Path folder = Files.isDirectory(absolute)
                ? absolute
                : Objects.requireNonNull(absolute.getParent(), "a file is in a folder");
        return new LocalFunction(folder, file);
    }

    /**
     * Reads the configuration as the supervisor will, so that what is wrong with it is said before anything is started.
     *
     * @param environment the supervisor's, as far as it is known
     */
    void check(Map<String, String> environment) throws CommandFailure {
        try {
            Object _ = ConfigurationFile.read(configuration, known(environment), new CatalogBuiltIns());
        } catch (InvalidConfigurationException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    /** The supervisor's environment, with something for what only the platform knows. */
    Map<String, String> known(Map<String, String> environment) {
        Map<String, String> known = new HashMap<>(environment);
        PLATFORM_VARIABLES.forEach(name -> known.putIfAbsent(name, "1"));
        known.put(ConfigurationFile.TASK_ROOT_VARIABLE, folder.toString());
        return known;
    }

    /** The event that the function's author left for trying it. */
    Optional<Path> sampleEvent() {
        Path file = folder.resolve("event.json");
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    private static CommandFailure usage(String message) {
        return new CommandFailure(ExitStatus.USAGE, message);
    }
}
