package dev.openruntime.sidecar.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.sidecar.SettingProblem;
import dev.openruntime.sidecar.catalog.BuiltIn;
import dev.openruntime.sidecar.metrics.http.HttpUrl;
import dev.openruntime.sidecar.metrics.scrape.TargetSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class IntakesReaderTest {

    @Test
    void shouldReadWhatIsTakenBesideStatsd() {
        Map<String, Object> with = with(
                List.of(
                        Map.of("port", 9464, "name", "handler"),
                        Map.of("url", "http://127.0.0.1:9100/m", "within", "0.2s", "name", "agent")),
                Map.of("port", "4318", "bytes", 2048));

        assertThat(read(with).problems()).isEmpty();
        assertThat(read(with).settings().intakes())
                .isEqualTo(new IntakeSettings(
                        List.of(
                                new TargetSettings(
                                        new HttpUrl(false, "127.0.0.1", 9464, "/metrics"),
                                        Duration.ofMillis(50),
                                        Optional.of("handler")),
                                new TargetSettings(
                                        new HttpUrl(false, "127.0.0.1", 9100, "/m"),
                                        Duration.ofMillis(200),
                                        Optional.of("agent"))),
                        Optional.of(new OtlpIntakeSettings(OptionalInt.of(4318), 2048))));
    }

    @Test
    void shouldNameEveryProblem() {
        Map<String, Object> with = with(
                List.of(
                        Map.of("url", "http://example.com:9100/metrics", "name", "far"),
                        Map.of("url", "https://127.0.0.1:9100/metrics", "name", "secure"),
                        Map.of("port", 0, "name", "zero"),
                        Map.of("port", 1, "path", "metrics", "name", "path"),
                        Map.of("name", "nowhere"),
                        Map.of("port", 1, "within", "soon", "name", "soon"),
                        Map.of("port", 1, "name", "soon"),
                        Map.of("port", 1),
                        9100),
                Map.of("port", 70_000, "bytes", 1, "path", "/"));
        with.put("self", "maybe");

        assertThat(read(with).problems())
                .extracting(SettingProblem::path)
                .containsExactlyInAnyOrder(
                        "self",
                        "scrape[0].url",
                        "scrape[1].url",
                        "scrape[2].port",
                        "scrape[3].path",
                        "scrape[4]",
                        "scrape[5].within",
                        "scrape[6].name",
                        "scrape[7]",
                        "scrape[8]",
                        "otlp.port",
                        "otlp.bytes",
                        "otlp.path");
    }

    @Test
    void shouldTakeTheSupervisorsOwnMetersUnlessToldNotTo() {
        Map<String, Object> with = new HashMap<>(Map.of("namespace", "Shop"));

        assertThat(BuiltIn.METRICS.takesOwnMeters(with)).isTrue();
        with.put("self", false);
        assertThat(BuiltIn.METRICS.takesOwnMeters(with)).isFalse();
        assertThat(read(with).problems()).isEmpty();
    }

    private static Map<String, Object> with(Object scrape, Object otlp) {
        return new HashMap<>(Map.of("namespace", "Shop", "scrape", scrape, "otlp", otlp));
    }

    private static SettingsReader read(Map<String, Object> with) {
        return new SettingsReader(with);
    }
}
