package dev.openruntime.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds and reads the configuration file. Blocking; any thread; nothing is kept between calls. */
public final class ConfigurationFile {

    /** Names the file, before any folder is looked into. */
    public static final String FILE_VARIABLE = "OPEN_RUNTIME_CONFIG";

    /** Names the folder of the function's code, which is looked into first. */
    public static final String TASK_ROOT_VARIABLE = "LAMBDA_TASK_ROOT";

    private static final List<String> NAMES = List.of("open-runtime.yaml", "open-runtime.yml", "open-runtime.json");
    private static final Path LAYERS = Path.of("/opt");

    private static final int MOST_BYTES = 256 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

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
    public static Configuration read(Path file, Map<String, String> environment, BuiltIns builtIns)
            throws InvalidConfigurationException {
        var problems = new Problems();
        Path absolute = file.toAbsolutePath().normalize();
        try {
            String text = text(file);
            Node root = file.toString().endsWith(".json") ? JsonDocument.read(text) : YamlDocument.read(text);
            var values = new Values(environment, problems);
            var reading = new Reading(values, problems, directory(absolute, environment), builtIns);
            Configuration configuration = new ConfigurationReader(reading, environment).read(root, absolute);
            if (configuration != null && problems.count() == 0) {
                return configuration;
            }
        } catch (DocumentException e) {
            problems.add(e.line(), "", String.valueOf(e.getMessage()));
        }
        throw new InvalidConfigurationException(file, problems.found(), problems.count());
    }

    private static String text(Path file) throws DocumentException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new DocumentException(0, "cannot read the file: it is larger than 256 KiB");
            }
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new DocumentException(0, "cannot read the file: it does not exist");
        } catch (CharacterCodingException e) {
            throw new DocumentException(0, "cannot read the file: it is not UTF-8");
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "it is a directory" : Shown.printable(e.toString());
            throw new DocumentException(0, "cannot read the file: " + why);
        }
    }

    private static Path directory(Path file, Map<String, String> environment) {
        Path folder = Objects.requireNonNull(file.getParent(), "a file is in a folder");
        String taskRoot = environment.getOrDefault(TASK_ROOT_VARIABLE, "");
        if (taskRoot.isEmpty()) {
            return folder;
        }
        Path root = Path.of(taskRoot).toAbsolutePath().normalize();
        return folder.startsWith(root) ? folder : root;
    }
}
