package dev.openruntime.cli;

import dev.openruntime.config.CatalogBuiltIns;
import dev.openruntime.config.ConfigurationFile;
import dev.openruntime.config.Inspection;
import dev.openruntime.config.InvalidConfigurationException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration that a command is to look at, and not to run.
 *
 * @param file as it was named, which is shorter to read; none: all comes from fragments
 * @param environment what the supervisor would be started with, as far as that can be known
 */
record ConfigurationTarget(Optional<Path> file, Map<String, String> environment) {

    /**
     * What a person named.
     *
     * @param environment of the function; fragments in it count from the working directory
     * @throws CommandFailure if there is none
     */
    static ConfigurationTarget of(Path target, Map<String, String> environment) throws CommandFailure {
        Map<String, String> resolved = new HashMap<>(environment);
        String fragments = resolved.get(ConfigurationFile.FRAGMENTS_VARIABLE);
        if (fragments != null) {
            resolved.put(ConfigurationFile.FRAGMENTS_VARIABLE, Session.absolute(fragments));
        }
        LocalFunction function = LocalFunction.configured(target, resolved);
        return new ConfigurationTarget(ConfigurationFile.find(target), function.known(resolved));
    }

    Inspection read() throws InvalidConfigurationException {
        return Inspection.of(file, environment, new CatalogBuiltIns());
    }
}
