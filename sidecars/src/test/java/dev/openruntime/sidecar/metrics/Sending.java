package dev.openruntime.sidecar.metrics;

import dev.openruntime.sidecar.RecordingContext;
import dev.openruntime.sidecar.SidecarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sidecars that send somewhere, and keep what they can't send below a folder. */
record Sending(Path folder, RecordingContext context) {

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
