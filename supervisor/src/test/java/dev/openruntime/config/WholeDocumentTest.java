package dev.openruntime.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
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

        assertThat(read).isEqualTo(new WholeDocument(folder).configuration());
        assertThat(read.handler().child().environment().set()).containsExactlyEntriesOf(WholeDocument.handlerSet());
    }

    @Test
    void shouldFillInDefaults() throws Exception {
        Configuration read = new Sample(folder, Map.of())
                .yaml("handler: { command: [node] }\nmiddleware: [{ name: m, command: [m] }]\n"
                        + "sidecars: [{ name: s, command: [s], startup: { http: { port: 1, path: / } } }]");
        var whole = new WholeDocument(folder);

        assertThat(read.handler())
                .isEqualTo(new HandlerConfig(
                        List.of("node"),
                        HandlerProtocol.WORKER,
                        "",
                        Optional.empty(),
                        whole.child(new EnvironmentConfig(new EnvironmentConfig.Inherited.Everything(), Map.of()))));
        assertThat(read.middleware())
                .containsExactly(new MiddlewareConfig(
                        "m",
                        List.of("m"),
                        Optional.empty(),
                        OnFailure.FAIL,
                        FlushConfig.DEFAULT,
                        whole.child(EnvironmentConfig.DEFAULT)));
        assertThat(read.sidecars())
                .containsExactly(new SidecarConfig(
                        "s",
                        new SidecarKind.Command(List.of("s")),
                        true,
                        Duration.ofMillis(250),
                        Optional.of(new StartupProbe(
                                WholeDocument.http("127.0.0.1", 1, "/"),
                                Duration.ofMillis(20),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(3),
                                1)),
                        Optional.empty(),
                        Optional.empty(),
                        whole.child(EnvironmentConfig.DEFAULT)));
        assertThat(read.deadline().margin()).isEqualTo(new Margin.Fixed(Duration.ofMillis(500)));
        assertThat(read.init().within()).isEqualTo(Duration.ofSeconds(9));
        assertThat(read.shutdown().within()).isEmpty();
        assertThat(read.admin()).isEqualTo(AdminConfig.DEFAULT);
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
}
