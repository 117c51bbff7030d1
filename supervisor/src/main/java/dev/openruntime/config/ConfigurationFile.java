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

    /** Names the folders of fragments, with colons between them; empty: there are none. */
    public static final String FRAGMENTS_VARIABLE = "OPEN_RUNTIME_FRAGMENTS";

    private static final List<String> NAMES = List.of("open-runtime.yaml", "open-runtime.yml", "open-runtime.json");
    private static final Path LAYERS = Path.of("/opt");

    /** Where layers leave fragments. */
    static final Path FRAGMENTS = LAYERS.resolve("open-runtime.d");

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
        Optional<Path> own = inside(taskRoot(environment));
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
     * Reads the configuration strictly: every key must be known and every value in order.
     *
     * @param own the function's own file; JSON if its name ends with {@code .json}, else YAML; at most 256 KiB, nested
     *     at most 32 deep; none: all comes from fragments
     * @param environment what <code>${NAME}</code> reads; {@code LAMBDA_TASK_ROOT} of it bears on
     *     {@link Configuration#directory()}, {@code OPEN_RUNTIME_FRAGMENTS} names the folders of fragments, which are
     *     merged before the own file; if it isn't set, they are those in {@code /opt/open-runtime.d}
     * @param builtIns what is known of the built-in sidecars
     * @throws InvalidConfigurationException if a file can't be read or anything is wrong; says all that is
     */
    public static Configuration read(Optional<Path> own, Map<String, String> environment, BuiltIns builtIns)
            throws InvalidConfigurationException {
        return read(own, environment, builtIns, List.of());
    }

    /**
     * The same for a supervisor that was put in front of a command.
     *
     * @param wrapped that command, which is the handler where the file names none
     */
    public static Configuration read(
            Optional<Path> own, Map<String, String> environment, BuiltIns builtIns, List<String> wrapped)
            throws InvalidConfigurationException {
        return Loading.run(own, environment, builtIns, FRAGMENTS, wrapped).configuration();
    }

    /** Whether layers bring anything that a function without a file of its own could run by. */
    public static boolean hasFragments(Map<String, String> environment) {
        return !Fragments.find(environment, FRAGMENTS, new Problems()).isEmpty();
    }

    /** The folder of the function's code; the working directory where the environment names none. */
    static Path taskRoot(Map<String, String> environment) {
        return Path.of(environment.getOrDefault(TASK_ROOT_VARIABLE, ""));
    }
}
