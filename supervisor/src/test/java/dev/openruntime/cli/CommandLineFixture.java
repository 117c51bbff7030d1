package dev.openruntime.cli;

import dev.openruntime.config.Configuration;
import dev.openruntime.console.Style;
import dev.openruntime.explain.Planner;
import dev.openruntime.explain.ShutdownPlan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A distribution whose bootstrap is a script, a function folder, and a command line with captured output. */
final class CommandLineFixture {

    final Path home;
    final Path function;
    final Map<String, String> environment = new HashMap<>();

    /** A supervisor that stops the handler and then all sidecars, and knows one one-shot. */
    private final Planner planner = new Planner() {
        @Override
        public Set<String> oneShots(Configuration configuration) {
            return Set.of("settings");
        }

        @Override
        public ShutdownPlan shutdown(Configuration configuration, Map<String, String> environment) {
            return plan(configuration);
        }
    };

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    CommandLineFixture(Path folder) throws IOException {
        home = Files.createDirectories(folder.resolve("dist"));
        function = Files.createDirectories(folder.resolve("shop"));
        Path bootstrap = home.resolve("bootstrap");
        try (InputStream script = CommandLineFixture.class.getResourceAsStream("bootstrap.py")) {
            Files.copy(Objects.requireNonNull(script, "bootstrap.py"), bootstrap);
        }
        if (!bootstrap.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + bootstrap + " executable");
        }
        Files.writeString(function.resolve("open-runtime.yaml"), "handler:\n  command: [\"${OPEN_RUNTIME_HOME}/x\"]\n");
        environment.put("PATH", System.getenv("PATH"));
        environment.put("OPEN_RUNTIME_HOME", home.toString());
    }

    int run(String... arguments) {
        return runWithInput("", arguments);
    }

    int runWithInput(String input, String... arguments) {
        out.reset();
        err.reset();
        Surroundings surroundings = new Surroundings(
                environment,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                out,
                new PrintStream(err, /* autoFlush= */ true, StandardCharsets.UTF_8),
                /* outIsTerminal= */ false,
                new Style(false, true, 100));
        return new Cli(surroundings, planner).execute(arguments);
    }

    byte[] outBytes() {
        return out.toByteArray();
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static ShutdownPlan plan(Configuration configuration) {
        List<ShutdownPlan.Stop> sidecars = configuration.sidecars().stream()
                .map(sidecar -> new ShutdownPlan.Stop(sidecar.name(), "TERM", Duration.ofMillis(75)))
                .toList();
        ShutdownPlan.Stop handler = new ShutdownPlan.Stop("handler", "INT", Duration.ofMillis(50));
        Duration share = Duration.ofMillis(100);
        return new ShutdownPlan(
                configuration.shutdown().within().orElse(Duration.ofMillis(500)),
                configuration.shutdown().within().isPresent(),
                Duration.ofMillis(150),
                Duration.ofMillis(150),
                List.of(new ShutdownPlan.Wave(share, List.of(handler)), new ShutdownPlan.Wave(share, sidecars)),
                Duration.ofMillis(40),
                configuration.shutdown().within().orElse(Duration.ofMillis(500)).minusMillis(10));
    }
}
