package dev.openruntime.sidecar.metrics;

import dev.openruntime.sidecar.RecordingContext;
import dev.openruntime.sidecar.SidecarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Sidecars that send somewhere, and keep what they can't send below a folder, a new one for each test. */
final class Sending implements BeforeEachCallback, AfterEachCallback {

    /** Longer than anything takes on a busy machine. */
    static final Duration LONG = Duration.ofSeconds(30);

    private Path folder = Path.of("unset");
    private RecordingContext context = new RecordingContext();

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        folder = Files.createTempDirectory("sending-");
        context = new RecordingContext();
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    Path folder() {
        return folder;
    }

    /** What the sidecars tell the supervisor. */
    RecordingContext context() {
        return context;
    }

    /** One that isn't started, as the next process has it. */
    Metrics next(Map<String, Object> to) {
        String spool = folder.resolve("spool").toString();
        return Metrics.create(Map.of("namespace", "Shop", "to", to, "spool", Map.of("directory", spool)));
    }

    /** One that is. */
    Metrics started(Map<String, Object> to) throws SidecarException {
        Metrics metrics = next(to);
        metrics.start(context);
        return metrics;
    }

    /** What still waits for somebody to send it. */
    List<Path> leftBehind() throws IOException {
        List<Path> left = new ArrayList<>();
        if (Files.exists(folder.resolve("spool"))) {
            try (var files = Files.newDirectoryStream(folder.resolve("spool"))) {
                files.forEach(left::add);
            }
        }
        return left;
    }
}
