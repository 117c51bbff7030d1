package dev.openruntime.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds and reads the configuration file. Blocking; any thread; nothing is kept between calls. */
public final class ConfigurationFile {

    /** Names the file, before any folder is looked into. */
    public static final String FILE_VARIABLE = "OPEN_RUNTIME_CONFIG";

    /** Names the folder of the function's code, which is looked into first. */
    public static final String TASK_ROOT_VARIABLE = "LAMBDA_TASK_ROOT";

    private static final List<String> NAMES = List.of("open-runtime.yaml", "open-runtime.yml", "open-runtime.json");
    private static final Path LAYERS = Path.of("/opt");

    private ConfigurationFile() {}

    /**
     * Looks where the supervisor looks: {@code $OPEN_RUNTIME_CONFIG}, which counts whether the file exists or not, else
     * {@code open-runtime.yaml}, {@code .yml}, {@code .json} in the task root, else the same names in {@code /opt}.
     *
     * @param environment the supervisor's; without {@code LAMBDA_TASK_ROOT} the task root is the working directory
     * @return the file, empty if there is none
     */
    public static Optional<Path> find(Map<String, String> environment) {
        return find(environment, LAYERS);
    }

    static Optional<Path> find(Map<String, String> environment, Path layers) {
        String named = environment.getOrDefault(FILE_VARIABLE, "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        Optional<Path> own = inside(Path.of(environment.getOrDefault(TASK_ROOT_VARIABLE, "")));
        return own.isPresent() ? own : inside(layers);
    }

    /**
     * Resolves what a person named on the command line.
     *
     * @param directoryOrFile a folder that holds {@code open-runtime.yaml}, {@code .yml} or {@code .json}, or the file
     *     itself, which counts whether it exists or not
     * @return the file, empty if it is a folder that holds none
     */
    public static Optional<Path> find(Path directoryOrFile) {
        return Files.isDirectory(directoryOrFile) ? inside(directoryOrFile) : Optional.of(directoryOrFile);
    }

    private static Optional<Path> inside(Path directory) {
        for (String name : NAMES) {
            Path file = directory.resolve(name);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads a file strictly: every key must be known and every value in order.
     *
     * @param file JSON if its name ends with {@code .json}, else YAML; at most 256 KiB, nested at most 32 deep
     * @param environment what <code>${NAME}</code> reads; {@code LAMBDA_TASK_ROOT} of it bears on
     *     {@link Configuration#directory()}
     * @param builtIns what is known of the built-in sidecars
     * @throws InvalidConfigurationException if the file can't be read or anything in it is wrong; says all that is
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static Configuration read(Path file, Map<String, String> environment, BuiltIns builtIns)
            throws InvalidConfigurationException {
        throw new InvalidConfigurationException(file, List.of(new Problem(0, "", "not read yet")));
    }
}
