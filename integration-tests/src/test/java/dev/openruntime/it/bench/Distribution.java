package dev.openruntime.it.bench;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where things lie. */
public final class Distribution {

    private Distribution() {}

    /** The folder of the packaged program: system property {@code open-runtime.dist}. */
    public static Path home() {
        String named = Objects.requireNonNull(
                System.getProperty("open-runtime.dist"),
                "the system property open-runtime.dist names the distribution");
        Path home = Path.of(named).toAbsolutePath().normalize();
        if (!Files.isExecutable(home.resolve("bootstrap"))) {
            throw new AssertionError("there is no distribution in " + home + ": build it with `mvn package`");
        }
        return home;
    }

    /** A file or folder of the tests' resources. */
    public static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(Distribution.class.getResource("/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
