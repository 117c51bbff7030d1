package dev.openruntime.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.openruntime.config.CatalogBuiltIns;
import dev.openruntime.config.Configuration;
import dev.openruntime.config.ConfigurationFile;
import dev.openruntime.config.InvalidConfigurationException;
import dev.openruntime.config.MiddlewareConfig;
import dev.openruntime.config.SidecarConfig;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A function without its middleware and sidecars: its own file becomes a fragment, and a file above it takes them all
 * away. Both lie in a temporary folder until this is closed.
 */
final class BareFunction implements AutoCloseable {

    /** Where the supervisor looks for fragments that nobody names. */
    private static final Path LAYER_FRAGMENTS = Path.of("/opt/open-runtime.d");

    private final Path folder;
    private final Optional<Path> copy;
    private final LocalFunction function;
    private final Map<String, String> variables;

    private BareFunction(Path folder, Optional<Path> copy, LocalFunction function, Map<String, String> variables) {
        this.folder = folder;
        this.copy = copy;
        this.function = function;
        this.variables = variables;
    }

    /**
     * Makes it.
     *
     * @param environment of the supervisor, as far as it is known
     * @throws CommandFailure if there is nothing to take away, or the handler can't do without it
     */
    static BareFunction of(LocalFunction full, Map<String, String> environment) throws CommandFailure, IOException {
        Configuration configuration = read(full, environment);
        List<String> stages =
                configuration.middleware().stream().map(MiddlewareConfig::name).toList();
        List<String> sidecars =
                configuration.sidecars().stream().map(SidecarConfig::name).toList();
        if (stages.isEmpty() && sidecars.isEmpty()) {
            throw new CommandFailure(
                    ExitStatus.USAGE,
                    "cannot compare with `bare`: the function has neither middleware nor sidecars;"
                            + " name another folder, or its own to see the noise");
        }
        Path folder = Files.createTempDirectory("open-runtime-bare-");
        Path fragments = Files.createDirectory(folder.resolve("fragments"));
        Optional<Path> copy = Optional.empty();
        if (full.configuration().isPresent()) {
            Path own = full.configuration().get();
            copy = Optional.of(Files.copy(own, fragments.resolve(own.getFileName())));
        }
        Path file = folder.resolve("open-runtime.json");
        write(file, stages, sidecars);
        String known = environment.getOrDefault(
                ConfigurationFile.FRAGMENTS_VARIABLE,
                Files.isDirectory(LAYER_FRAGMENTS) ? LAYER_FRAGMENTS.toString() : "");
        Map<String, String> variables = new HashMap<>();
        variables.put(
                ConfigurationFile.FRAGMENTS_VARIABLE,
                known.isEmpty() ? fragments.toString() : known + File.pathSeparator + fragments);
        BareFunction bare =
                new BareFunction(folder, copy, new LocalFunction(full.folder(), Optional.of(file)), variables);
        Map<String, String> changed = new HashMap<>(environment);
        changed.putAll(variables);
        try {
            bare.function.check(changed);
        } catch (CommandFailure e) {
            bare.close();
            throw new CommandFailure(
                    ExitStatus.USAGE,
                    "cannot compare with `bare`: without middleware and sidecars the configuration is not valid;"
                            + " write one that is, and name its folder\n" + e.getMessage());
        }
        return bare;
    }

    static Configuration read(LocalFunction full, Map<String, String> environment) throws CommandFailure {
        try {
            return ConfigurationFile.read(full.configuration(), full.known(environment), new CatalogBuiltIns());
        } catch (InvalidConfigurationException e) {
            throw new CommandFailure(ExitStatus.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private static void write(Path file, List<String> stages, List<String> sidecars) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator json = JsonText.writer(out)) {
            json.writeStartObject();
            disabled(json, "middleware", stages);
            disabled(json, "sidecars", sidecars);
            json.writeEndObject();
        }
    }

    private static void disabled(JsonGenerator json, String key, List<String> names) throws IOException {
        json.writeArrayFieldStart(key);
        for (String name : names) {
            json.writeStartObject();
            json.writeStringField("name", name);
            json.writeBooleanField("enabled", false);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    LocalFunction function() {
        return function;
    }

    /** What its environment must say besides. */
    Map<String, String> variables() {
        return variables;
    }

    @Override
    public void close() throws IOException {
        if (copy.isPresent()) {
            Files.deleteIfExists(copy.get());
        }
        Files.deleteIfExists(folder.resolve("fragments"));
        Files.deleteIfExists(folder.resolve("open-runtime.json"));
        Files.deleteIfExists(folder);
    }
}
