package dev.openruntime.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/** An emulator over a bootstrap that the test writes in Python, and every line it said. */
final class EmulatorFixture implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final ShutdownBudget GENEROUS = new ShutdownBudget(PATIENCE, PATIENCE, PATIENCE.multipliedBy(2));
    private static final String EVENT_LOOP = "while True:\n    id, event, _ = next_event()\n";

    final Queue<String> output = new ConcurrentLinkedQueue<>();
    final Queue<String> extensions = new ConcurrentLinkedQueue<>();
    final Queue<String> platform = new ConcurrentLinkedQueue<>();
    final Queue<EnvironmentEnd> ends = new ConcurrentLinkedQueue<>();
    final Emulator emulator;
    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private EmulatorFixture(EmulatorConfig config) throws IOException {
        emulator = Emulator.start(config, new EmulatorListener() {
            @Override
            public void onLine(Origin origin, String line) {
                switch (origin) {
                    case FUNCTION -> output.add(line);
                    case EXTENSION -> extensions.add(line);
                    case PLATFORM -> platform.add(line);
                }
            }

            @Override
            public void onEnd(EnvironmentEnd end) {
                ends.add(end);
            }
        });
    }

    /** Starts an emulator whose function is this script; generous times, unless the settings say otherwise. */
    static EmulatorFixture of(Path folder, String script, UnaryOperator<EmulatorConfigBuilder> settings)
            throws IOException {
        write(folder, script);
        EmulatorConfigBuilder builder = EmulatorConfig.builder(List.of("python3", "bootstrap.py"), folder)
                .timeout(PATIENCE)
                .initLimit(PATIENCE)
                .shutdownBudget(GENEROUS);
        return new EmulatorFixture(settings.apply(builder).build());
    }

    static EmulatorFixture of(Path folder, String script) throws IOException {
        return of(folder, script, UnaryOperator.identity());
    }

    /** As {@link #of(Path, String)}, with a script that is the body of the loop over events {@code id, event}. */
    static EmulatorFixture loop(Path folder, String body) throws IOException {
        return of(folder, loopOf(body));
    }

    static String loopOf(String body) {
        return EVENT_LOOP + body.indent(4);
    }

    static void write(Path folder, String script) throws IOException {
        try (InputStream calls = EmulatorFixture.class.getResourceAsStream("platform.py")) {
            Files.write(
                    folder.resolve("platform_calls.py"),
                    Objects.requireNonNull(calls).readAllBytes());
        }
        Files.writeString(folder.resolve("bootstrap.py"), "from platform_calls import *\n" + script);
    }

    PendingInvocation submit(String event) {
        return emulator.submit(InvokeRequest.of(event.getBytes(StandardCharsets.UTF_8)));
    }

    InvokeResult invoke(String event) throws InterruptedException {
        return submit(event).answer();
    }

    InvocationReport invokeToTheEnd(String event) throws InterruptedException {
        return submit(event).end();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + emulator.invokePort() + path));
    }

    @Override
    public void close() {
        http.shutdownNow();
        emulator.close();
    }
}
