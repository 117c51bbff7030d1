package dev.openruntime.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same document as YAML and as JSON gives the same records, and the records that it should. */
final class WholeDocumentTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("OPEN_RUNTIME_HOME", "/home/open-runtime");

    @TempDir
    private Path folder;

    @Test
    void shouldReadTheSameRecordsFromYamlAndJson() throws Exception {
        Configuration yaml = new Sample(folder, ENVIRONMENT).yaml(resource("whole.yaml"));
        Configuration json = new Sample(folder, ENVIRONMENT).json(resource("whole.json"));
        Configuration jsonAsYaml = new Sample(folder, ENVIRONMENT).read("same.yaml", resource("whole.json"));

        assertThat(json).usingRecursiveComparison().ignoringFields("file").isEqualTo(yaml);
        assertThat(jsonAsYaml).usingRecursiveComparison().ignoringFields("file").isEqualTo(yaml);
    }

    @Test
    void shouldReadEveryKey() throws Exception {
        Configuration read = new Sample(folder, ENVIRONMENT).yaml(resource("whole.yaml"));

        assertThat(read)
                .isEqualTo(new Configuration(
                        Optional.of(folder.resolve("open-runtime.yaml")),
                        List.of(),
                        folder,
                        handler(),
                        List.of(correlation(), redact()),
                        List.of(discovery(), agent(), cache()),
                        new DeadlineConfig(new Margin.Share(10)),
                        new InitConfig(Duration.ofSeconds(5)),
                        new ShutdownConfig(Optional.of(Duration.ofMillis(400)))));
        assertThat(read.handler().environment().set()).containsExactlyEntriesOf(handlerSet());
    }

    @Test
    void shouldFillInDefaults() throws Exception {
        Configuration read = new Sample(folder, Map.of())
                .yaml("handler: { command: [node] }\nmiddleware: [{ name: m, command: [m] }]\n"
                        + "sidecars: [{ name: s, command: [s], startup: { http: { port: 1, path: / } } }]");

        assertThat(read.handler())
                .isEqualTo(new HandlerConfig(
                        List.of("node"),
                        HandlerProtocol.WORKER,
                        new EnvironmentConfig(new EnvironmentConfig.Inherited.Everything(), Map.of()),
                        RestartConfig.DEFAULT,
                        StopConfig.DEFAULT));
        assertThat(read.middleware())
                .containsExactly(new MiddlewareConfig(
                        "m",
                        List.of("m"),
                        Optional.empty(),
                        OnFailure.FAIL,
                        EnvironmentConfig.DEFAULT,
                        RestartConfig.DEFAULT,
                        StopConfig.DEFAULT));
        assertThat(read.sidecars())
                .containsExactly(new SidecarConfig(
                        "s",
                        new SidecarKind.Command(List.of("s")),
                        true,
                        Duration.ofMillis(250),
                        Map.of(),
                        Optional.of(new StartupProbe(
                                new ProbeTarget.Http("127.0.0.1", 1, "/"),
                                Duration.ofMillis(20),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(3))),
                        EnvironmentConfig.DEFAULT,
                        RestartConfig.DEFAULT,
                        StopConfig.DEFAULT));
        assertThat(read.deadline().margin()).isEqualTo(new Margin.Fixed(Duration.ofMillis(500)));
        assertThat(read.init().within()).isEqualTo(Duration.ofSeconds(9));
        assertThat(read.shutdown().within()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"provisioned-concurrency", "snap-start", "lambda-managed-instances"})
    void shouldGiveALongInitWhereThePlatformDoes(String type) throws Exception {
        var sample = new Sample(folder, Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", type));

        assertThat(sample.yaml("handler: { command: [node] }").init().within()).isEqualTo(Duration.ofMinutes(2));
        assertThat(sample.yaml("{ handler: { command: [node] }, init: { within: 3s } }")
                        .init()
                        .within())
                .isEqualTo(Duration.ofSeconds(3));
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(WholeDocumentTest.class.getResourceAsStream(name))) {
            return new String(stream.readAllBytes(), UTF_8);
        }
    }

    private HandlerConfig handler() {
        return new HandlerConfig(
                List.of("node", "/home/open-runtime/workers/node/handler.mjs"),
                HandlerProtocol.WORKER,
                new EnvironmentConfig(new EnvironmentConfig.Inherited.Everything(), handlerSet()),
                new RestartConfig(RestartPolicy.NEVER, BackoffConfig.DEFAULT, Duration.ofSeconds(30)),
                new StopConfig(StopSignal.INT, Duration.ZERO));
    }

    private static Map<String, String> handlerSet() {
        var set = new LinkedHashMap<String, String>();
        set.put("STAGE", "test");
        set.put("RETRIES", "3");
        set.put("DEBUG", "true");
        return set;
    }

    private MiddlewareConfig correlation() {
        return new MiddlewareConfig(
                "correlation",
                List.of("python3", "middleware/correlation.py"),
                Optional.of(Duration.ofMillis(250)),
                OnFailure.SKIP,
                new EnvironmentConfig(
                        new EnvironmentConfig.Inherited.Only(
                                List.of("PATH", "HOME", "LANG", "TZ", "TMPDIR", "AWS_REGION")),
                        Map.of("LEVEL", "info")),
                RestartConfig.DEFAULT,
                StopConfig.DEFAULT);
    }

    private MiddlewareConfig redact() {
        return new MiddlewareConfig(
                "redact",
                List.of(folder.resolve("redact").toString()),
                Optional.empty(),
                OnFailure.FAIL,
                EnvironmentConfig.DEFAULT,
                new RestartConfig(RestartPolicy.ALWAYS, BackoffConfig.DEFAULT, Duration.ofMinutes(1)),
                new StopConfig(StopSignal.TERM, Duration.ofSeconds(1)));
    }

    private SidecarConfig discovery() {
        return new SidecarConfig(
                "discovery",
                new SidecarKind.BuiltIn(
                        "metrics",
                        Map.of(
                                "services",
                                Map.of("orders", List.of("127.0.0.1:7001")),
                                "ttl",
                                5L,
                                "ratio",
                                0.5,
                                "on",
                                false,
                                "deep",
                                List.of(List.of(1L), Map.of()))),
                true,
                Duration.ofMillis(250),
                Map.of(),
                Optional.empty(),
                EnvironmentConfig.DEFAULT,
                RestartConfig.DEFAULT,
                StopConfig.DEFAULT);
    }

    private SidecarConfig agent() {
        return new SidecarConfig(
                "agent",
                new SidecarKind.Command(List.of(folder.resolve("agent").toString(), "--port", "4317")),
                false,
                Duration.ZERO,
                Map.of("discovery", DependencyCondition.HEALTHY),
                Optional.of(new StartupProbe(
                        new ProbeTarget.Http("127.0.0.1", 4317, "/ready"),
                        Duration.ofMillis(5),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(2))),
                new EnvironmentConfig(EnvironmentConfig.DEFAULT.inherited(), Map.of("LEVEL", "info")),
                new RestartConfig(
                        RestartPolicy.ON_FAILURE,
                        new BackoffConfig(Duration.ofMillis(50), 1.5, Duration.ofSeconds(2)),
                        Duration.ofSeconds(10)),
                new StopConfig(StopSignal.TERM, Duration.ofMillis(200)));
    }

    private static SidecarConfig cache() {
        return new SidecarConfig(
                "cache",
                new SidecarKind.Command(List.of("cache")),
                true,
                Duration.ofMillis(250),
                Map.of("agent", DependencyCondition.STARTED, "discovery", DependencyCondition.HEALTHY),
                Optional.of(new StartupProbe(
                        new ProbeTarget.Tcp("::1", 6379),
                        Duration.ofMillis(20),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3))),
                EnvironmentConfig.DEFAULT,
                RestartConfig.DEFAULT,
                StopConfig.DEFAULT);
    }
}
