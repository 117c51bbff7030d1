package dev.openruntime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;

/** Writes a document into a folder and reads it. */
record Sample(Path folder, Map<String, String> environment) {

    Configuration yaml(String text) throws InvalidConfigurationException {
        return read("open-runtime.yaml", text);
    }

    Configuration json(String text) throws InvalidConfigurationException {
        return read("open-runtime.json", text);
    }

    Configuration read(String name, String text) throws InvalidConfigurationException {
        return ConfigurationFile.read(Optional.of(write(name, text)), environment, new SampleBuiltIns());
    }

    List<Problem> problems(String text) {
        return Assertions.catchThrowableOfType(InvalidConfigurationException.class, () -> yaml(text))
                .problems();
    }

    /** A problem in what {@link #yaml} reads. */
    Problem problem(int line, String path, String message) {
        return new Problem(new Place(folder.resolve("open-runtime.yaml"), line), path, message);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError("cannot write the sample", e);
        }
    }
}
