package dev.openruntime.it.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Samples of events and responses of AWS services, which lie outside the repository. */
public final class Samples {

    private Samples() {}

    /** All of them, in order; where there are none, the test is skipped and says so. */
    public static List<Path> all() throws IOException {
        Path folder =
                Path.of(System.getProperty("open-runtime.events", "events")).normalize();
        assumeTrue(
                Files.isDirectory(folder),
                "there are no samples in " + folder + ": name their folder by -Dopen-runtime.events=FOLDER");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
