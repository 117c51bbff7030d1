package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an extension that subscribes, and listens itself, has been told when it is told of the end. */
@Timeout(120)
class EmulatorTelemetryTest {
    /** Writes every record as a line to the file {@code told}, and at the end how it ended. */
    private static final String LISTENER = """
            #!/usr/bin/env python3
            import http.client, json, os, socket, threading
            api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
            def call(method, path, body, headers):
                api.request(method, path, body, headers)
                answer = api.getresponse()
                return answer.headers, answer.read()
            told = open("told", "a", buffering=1)
            listening = socket.create_server(("127.0.0.1", 0))
            def listen():
                connection, _ = listening.accept()
                for line in connection.makefile():
                    told.write(line)
            threading.Thread(target=listen, daemon=True).start()
            headers, _ = call("POST", "/2020-01-01/extension/register", '{"events":["SHUTDOWN"]}',
                {"Lambda-Extension-Name": "listener"})
            me = {"Lambda-Extension-Identifier": headers["Lambda-Extension-Identifier"]}
            call("PUT", "PATH", json.dumps({"schemaVersion": "VERSION",
                "types": ["platform", "function", "extension"], "buffering": {"timeoutMs": 30000},
                "destination": {"protocol": "TCP", "port": listening.getsockname()[1]}}), me)
            print("subscribed", flush=True)
            _, event = call("GET", "/2020-01-01/extension/event/next", None, me)
            told.write(event.decode())
            """;

    @TempDir
    Path folder;

    @Test
    void shouldTellOfALifeInOrder() throws Exception {
        String id;
        try (var fixture =
                start("/2022-07-01/telemetry", "2022-12-13", "respond(id, event)", UnaryOperator.identity())) {
            fixture.emulator.init();
            id = fixture.invokeToTheEnd("{}").requestId();
        }

        List<String> told = told();
        assertThat(types(told))
                .containsSubsequence(
                        "platform.initStart",
                        "platform.initRuntimeDone",
                        "platform.extension",
                        "platform.initReport",
                        "platform.start",
                        "platform.runtimeDone",
                        "platform.report",
                        "SHUTDOWN")
                .contains("platform.telemetrySubscription", "extension")
                .doesNotContain("platform.end", "platform.fault");
        assertThat(of("platform.initStart", told))
                .contains("\"initializationType\":\"on-demand\",\"phase\":\"init\",\"functionName\":\"function\"");
        assertThat(of("platform.initReport", told)).contains("\"status\":\"success\"", "\"metrics\":{\"durationMs\":");
        assertThat(of("platform.extension", told))
                .contains("{\"name\":\"listener\",\"state\":\"Ready\",\"events\":[\"SHUTDOWN\"]}");
        assertThat(of("platform.start", told))
                .contains("{\"requestId\":\"" + id
                        + "\",\"version\":\"$LATEST\",\"tracing\":{\"type\":\"X-Amzn-Trace-Id\"");
        assertThat(of("platform.runtimeDone", told))
                .contains(
                        "{\"requestId\":\"" + id + "\",\"status\":\"success\",\"metrics\":{\"durationMs\":",
                        "\"producedBytes\":2}",
                        "\"responseLatency\"",
                        "\"responseDuration\"",
                        "\"runtimeOverhead\"");
        assertThat(of("platform.report", told))
                .contains(
                        "\"billedDurationMs\":", "\"memorySizeMB\":128", "\"maxMemoryUsedMB\":", "\"initDurationMs\":");
        assertThat(of("extension", told)).contains("\"record\":\"subscribed\"");
    }

    @Test
    void shouldTellOfATimeoutBeforeTheEnd() throws Exception {
        try (var fixture = start(
                "/2022-07-01/telemetry",
                "2022-12-13",
                "say('hanging')\ntime.sleep(600)",
                settings -> settings.timeout(Duration.ofSeconds(2)))) {
            fixture.emulator.init();
            fixture.invokeToTheEnd("{}");

            List<String> told = told();
            assertThat(of("platform.runtimeDone", told))
                    .contains("\"status\":\"timeout\",\"errorType\":\"Sandbox.Timedout\"");
            assertThat(of("platform.report", told)).contains("\"status\":\"timeout\"");
            assertThat(of("function", told)).contains("\"record\":\"hanging\"");
            assertThat(told.getLast()).contains("\"shutdownReason\":\"timeout\"");
        }
    }

    @Test
    void shouldTellTheLogsApiInItsOwnTypes() throws Exception {
        try (var fixture = start("/2020-08-15/logs", "2021-03-18", "respond(id, event)", UnaryOperator.identity())) {
            fixture.emulator.init();
            fixture.invokeToTheEnd("{}");
        }

        assertThat(types(told()))
                .containsSubsequence(
                        "platform.start", "platform.runtimeDone", "platform.end", "platform.report", "SHUTDOWN")
                .contains("platform.logsSubscription")
                .doesNotContain("platform.initStart", "platform.initReport");
    }

    private EmulatorFixture start(
            String path, String version, String body, UnaryOperator<EmulatorConfigBuilder> settings) throws Exception {
        Path file = Files.createDirectories(folder.resolve("extensions")).resolve("listener");
        Files.writeString(file, LISTENER.replace("PATH", path).replace("VERSION", version));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return EmulatorFixture.of(
                folder,
                EmulatorFixture.loopOf(body),
                builder -> settings.apply(builder.extensions(folder.resolve("extensions"))));
    }

    private List<String> told() throws Exception {
        return Files.readAllLines(folder.resolve("told"));
    }

    private static List<String> types(List<String> told) {
        return told.stream()
                .map(line -> line.contains("\"eventType\"")
                        ? "SHUTDOWN"
                        : line.replaceAll(".*?\"type\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private static String of(String type, List<String> told) {
        return told.stream()
                .filter(line -> line.contains("\",\"type\":\"" + type + "\",\"record\""))
                .findFirst()
                .orElse("nothing of " + type + " in " + told);
    }
}
