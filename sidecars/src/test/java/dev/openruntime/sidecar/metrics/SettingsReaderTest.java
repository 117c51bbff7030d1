package dev.openruntime.sidecar.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.sidecar.SettingProblem;
import dev.openruntime.sidecar.metrics.emf.EmfSettings;
import dev.openruntime.sidecar.metrics.file.FileSettings;
import dev.openruntime.sidecar.metrics.http.HttpUrl;
import dev.openruntime.sidecar.metrics.http.Receiver;
import dev.openruntime.sidecar.metrics.otlp.OtlpSettings;
import dev.openruntime.sidecar.metrics.output.SpoolSettings;
import dev.openruntime.sidecar.metrics.pushgateway.PushgatewaySettings;
import dev.openruntime.sidecar.metrics.series.Tag;
import dev.openruntime.sidecar.metrics.statsd.StatsdTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    @Test
    void shouldNeedNothingButANamespace() {
        SettingsReader reader = new SettingsReader(Map.of("namespace", "Shop/Cart v2"));

        assertThat(reader.problems()).isEmpty();
        assertThat(reader.settings())
                .isEqualTo(new MetricsSettings(
                        printed(new EmfSettings("Shop/Cart v2", List.of(), 60)),
                        new SpoolSettings(
                                Path.of(System.getenv().getOrDefault("TMPDIR", "/tmp"), "open-runtime-spool"),
                                16 << 20),
                        new IntakeSettings(List.of(), Optional.empty()),
                        OptionalInt.empty(),
                        true,
                        10_000,
                        8 << 20));
        assertThat(problems(Map.of()))
                .containsExactly(new SettingProblem(
                        "",
                        "`namespace` is missing, under which CloudWatch shows the metrics; write it as namespace:"
                                + " Shop"));
    }

    @Test
    void shouldReadAllSettings() {
        SettingsReader reader = new SettingsReader(Map.of(
                "namespace", "Shop",
                "dimensions", Map.of("service", "cart"),
                "statsd", Map.of("port", 8125L, "dialect", "dogstatsd"),
                "to", Map.of("emf", Map.of("resolution", 1L)),
                "spool", Map.of("directory", "/var/spool/m", "bytes", 0L),
                "limits", Map.of("series", "500", "bytes", 65_536)));

        assertThat(reader.problems()).isEmpty();
        assertThat(reader.settings())
                .isEqualTo(new MetricsSettings(
                        printed(new EmfSettings("Shop", List.of(new Tag("service", "cart")), 1)),
                        new SpoolSettings(Path.of("/var/spool/m"), 0),
                        new IntakeSettings(List.of(), Optional.empty()),
                        OptionalInt.of(8125),
                        false,
                        500,
                        65_536));
    }

    @Test
    void shouldNeedNoNamespaceWhereNothingIsPrintedAndReadAllOutputs() {
        Map<String, Object> to = Map.of(
                "otlp",
                Map.of(
                        "url", "https://otel.example",
                        "headers", Map.of("api-key", "x"),
                        "ca", "/etc/ca.pem",
                        "temporality", "delta"),
                "statsd",
                Map.of("address", "localhost:8125", "dialect", "dogstatsd"),
                "pushgateway",
                Map.of("url", "http://127.0.0.1:9091/push/", "job", "shop"),
                "file",
                Map.of("path", "/tmp/m.jsonl", "bytes", 2048));

        SettingsReader reader = new SettingsReader(Map.of("to", to));

        assertThat(reader.problems()).isEmpty();
        OutputSettings outputs = reader.settings().outputs();
        assertThat(outputs.emf()).isEmpty();
        assertThat(outputs.otlp())
                .contains(new OtlpSettings(
                        new Receiver(
                                new HttpUrl(true, "otel.example", 443, "/v1/metrics"),
                                Map.of("api-key", "x"),
                                Optional.of(Path.of("/etc/ca.pem"))),
                        false,
                        List.of()));
        assertThat(outputs.statsd()).contains(new StatsdTarget("localhost", 8125, true, List.of()));
        assertThat(outputs.pushgateway())
                .contains(new PushgatewaySettings(
                        new Receiver(new HttpUrl(false, "127.0.0.1", 9091, "/push"), Map.of(), Optional.empty()),
                        Optional.of("shop"),
                        List.of()));
        assertThat(outputs.file()).contains(new FileSettings(Path.of("/tmp/m.jsonl"), 2048, List.of()));
    }

    @Test
    void shouldReportAllProblemsOfOutputs() {
        Map<String, Object> to = Map.of(
                "otlp", Map.of("url", "ftp://x", "temporality", "both", "headers", Map.of("a b", "x", "c", "d\n")),
                "statsd", Map.of("address", "localhost", "dialect", "influx"),
                "pushgateway", Map.of("job", "", "ca", "a\0b"),
                "file", Map.of("path", "", "bytes", 1));

        assertThat(problems(Map.of("to", to, "spool", Map.of("bytes", -1, "folder", "x"))))
                .extracting(SettingProblem::path)
                .containsExactlyInAnyOrder(
                        "to.otlp.url",
                        "to.otlp.temporality",
                        "to.otlp.headers.a b",
                        "to.otlp.headers.c",
                        "to.statsd.address",
                        "to.statsd.dialect",
                        "to.pushgateway",
                        "to.pushgateway.job",
                        "to.pushgateway.ca",
                        "to.file.path",
                        "to.file.bytes",
                        "spool.bytes",
                        "spool.folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "AWS/Lambda", ":x", "Ümlaut", "a\nb", "a*b"})
    void shouldRefuseWhatCloudWatchTakesForNoNamespace(String namespace) {
        assertThat(problems(Map.of("namespace", namespace)))
                .extracting(SettingProblem::path)
                .containsExactly("namespace");
    }

    @Test
    void shouldReportAllProblemsAtOnce() {
        Map<String, ?> with = Map.of(
                "namespace", List.of("Shop"),
                "dimensions", Map.of("service", "", "list", List.of()),
                "statsd", Map.of("port", 70_000, "dialekt", "x", "dialect", "influx"),
                "to", Map.of("emf", Map.of("resolution", 30), "otlp", Map.of()),
                "limits", Map.of("series", 0, "bytes", "8MiB"),
                "dimension", 1);

        assertThat(problems(with))
                .extracting(SettingProblem::path)
                .containsExactlyInAnyOrder(
                        "namespace",
                        "dimensions.service",
                        "dimensions.list",
                        "dimensions.list",
                        "statsd.port",
                        "statsd.dialekt",
                        "statsd.dialect",
                        "to.otlp",
                        "to.emf.resolution",
                        "limits.series",
                        "limits.bytes",
                        "dimension");
        assertThat(problems(with))
                .contains(new SettingProblem("statsd.dialekt", "unknown key; there are: port, dialect"))
                .contains(new SettingProblem(
                        "statsd.port", "cannot use 70000: it must be a whole number from 1 to 65535"))
                .contains(new SettingProblem("to.emf.resolution", "cannot use 30: CloudWatch knows 1 and 60 seconds"));
    }

    @Test
    void shouldWantMapsWhereMapsGo() {
        Map<String, ?> with =
                Map.of("namespace", "Shop", "dimensions", "service", "statsd", 8125, "to", "emf", "limits", List.of());

        assertThat(problems(with))
                .extracting(SettingProblem::path)
                .containsExactlyInAnyOrder("dimensions", "statsd", "to", "limits");
        assertThat(problems(with))
                .contains(new SettingProblem("statsd", "must be a map; write it as statsd: { port: 8125 }"));
    }

    @Test
    void shouldRefuseMoreDimensionsThanThereCanBe() {
        Map<String, String> many = IntStream.range(0, 31).boxed().collect(Collectors.toMap(i -> "d" + i, i -> "v"));

        assertThat(problems(Map.of("namespace", "Shop", "dimensions", many)))
                .containsExactly(
                        new SettingProblem("dimensions", "has more than 30 dimensions, the most there can be"));
    }

    private static OutputSettings printed(EmfSettings emf) {
        return new OutputSettings(
                Optional.of(emf), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static List<SettingProblem> problems(Map<String, ?> with) {
        return new SettingsReader(with).problems();
    }
}
