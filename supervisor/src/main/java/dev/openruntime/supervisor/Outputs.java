package dev.openruntime.supervisor;

import dev.openruntime.config.ChildConfig;
import dev.openruntime.config.Configuration;
import dev.openruntime.config.HandlerConfig;
import dev.openruntime.config.LogsConfig;
import dev.openruntime.process.OutputFile;
import dev.openruntime.process.OutputRelay;
import dev.openruntime.telemetry.ChildOutput;
import dev.openruntime.telemetry.LogSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Where what the children print goes, as the configuration says.
 *
 * @param relay the way that lines take
 * @param output how they are written down
 */
record Outputs(OutputRelay relay, ChildOutput output) {

    /**
     * Opens nothing: a file is opened when there is something to write.
     *
     * @param requestOf the request id that a child's line belongs to, by its name
     */
    static Outputs of(
            Configuration configuration,
            Map<String, String> environment,
            Function<String, Optional<String>> requestOf) {
        Map<String, LogsConfig> logs = new HashMap<>();
        logs.put(HandlerConfig.NAME, configuration.handler().child().logs());
        configuration.middleware().forEach(stage -> logs.put(stage.name(), logsOf(stage.child())));
        configuration.sidecars().forEach(sidecar -> logs.put(sidecar.name(), logsOf(sidecar.child())));
        Set<String> silent = new HashSet<>();
        Map<String, LogsConfig.File> files = new HashMap<>();
        logs.forEach((child, where) -> {
            where.file().ifPresent(file -> files.put(child, file));
            if (where.silent()) {
                silent.add(child);
            }
        });
        ChildOutput output =
                new ChildOutput(LogSettings.of(environment), InstantSource.system(), silent, files.keySet(), requestOf);
        OutputRelay relay = new OutputRelay(output);
        Map<Path, OutputFile> shared = new HashMap<>();
        files.forEach((child, file) -> relay.divert(
                child,
                shared.computeIfAbsent(
                        file.path(),
                        path -> new OutputFile(
                                path, file.max().bytes(), words -> output.warn(relay.own(), child + ": " + words)))));
        return new Outputs(relay, output);
    }

    /** User code of a worker logged something through its kit. */
    void log(String child, String level, String message, Optional<String> fields, Optional<String> requestId) {
        output.log(relay.lane(child), child, level, message, fields, requestId);
    }

    /** A runtime wrote a record in a frame. */
    void record(String child, String level, boolean json, String text) throws InterruptedException {
        output.record(relay.lane(child), child, level, json, text);
    }

    /** A built-in prints a line; see {@link Printer}. */
    boolean print(String child, String line) throws InterruptedException {
        return output.print(relay.lane(child), child, line);
    }

    private static LogsConfig logsOf(ChildConfig child) {
        return child.logs();
    }
}
