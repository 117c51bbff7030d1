package dev.openruntime.sidecar.metrics;

import static dev.openruntime.sidecar.metrics.Sending.LONG;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.sidecar.SlowNames;
import dev.openruntime.sidecar.metrics.Collector.Mood;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches that a receiver never takes, and names that nobody knows in time. */
@Timeout(60)
class BatchesTest {

    @RegisterExtension
    final Sending sending = new Sending();

    @ParameterizedTest
    @ValueSource(strings = {"cumulative", "delta"})
    void shouldLetOthersThroughAndGiveUpABatchThatAlwaysFails(String temporality) throws Exception {
        try (Collector collector = new Collector()) {
            collector.mood = Mood.FAILS_WITH_POISON;
            Metrics metrics =
                    sending.started(Map.of("otlp", Map.of("url", collector.url(), "temporality", temporality)));
            metrics.take("poison:7|c");
            for (int i = 0; i < 20; i++) {
                metrics.stop(LONG); // asks whoever failed lately, too
                metrics.start(sending.context());
                metrics.take("orders:1|c");
            }
            metrics.stop(LONG);

            assertThat(received(collector, "orders")).isGreaterThanOrEqualTo(17);
            assertThat(received(collector, "poison")).isZero();
            assertThat(sending.context().counted).contains("batches.abandoned", "values.dropped");
            assertThat(sending.context().printed)
                    .singleElement()
                    .asString()
                    .startsWith("cannot send to otlp: 1 values dropped (poison 1), it answered 500; given up after ");
            metrics.start(sending.context());
            assertThat(metrics.health().detail()).contains("lost: it answered 500", "1 values dropped (poison 1)");
            metrics.stop(LONG);
            assertThat(sending.leftBehind()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cumulative", "delta"})
    void shouldGiveUpAfterAnHourWhereNothingIsTakenAtAll(String temporality) throws Exception {
        try (Collector collector = new Collector()) {
            collector.mood = Mood.FAILS_WITH_POISON;
            Map<String, Object> to = Map.of("otlp", Map.of("url", collector.url(), "temporality", temporality));
            Metrics metrics = sending.started(to);
            metrics.take("poison:7|c");
            metrics.stop(LONG);
            for (int i = 0; i < 8; i++) {
                metrics.start(sending.context());
                metrics.stop(LONG);
            }
            assertThat(sending.context().counted).containsOnly("flushes.failed");
            assertThat(sending.leftBehind()).hasSize(1);

            sending.context().clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
            metrics = sending.next(to); // knows how often it was tried
            metrics.start(sending.context());
            metrics.stop(LONG);

            assertThat(sending.context().counted).contains("batches.abandoned", "values.dropped");
            assertThat(sending.leftBehind()).isEmpty();
        }
    }

    @Test
    void shouldSayAgainWithLaterTotalsWhatFailedSoThatNothingWaitsForIt() throws Exception {
        try (Collector collector = new Collector()) {
            collector.mood = Mood.FAILS_WITH_POISON;
            Map<String, Object> to = Map.of("pushgateway", Map.of("url", collector.url()));
            Metrics metrics = sending.started(to);
            metrics.take("poisoned:1|c\ntook:5|ms|#poison:x");
            metrics.stop(LONG);
            metrics.start(sending.context());
            metrics.take("poisoned:2|c\norders:1|c");
            metrics.stop(LONG);
            assertThat(collector.bodies)
                    .singleElement()
                    .satisfies(body -> assertThat(new String(body, ISO_8859_1)).contains("orders_total 1.0\n"));
            collector.bodies.clear();

            collector.mood = Mood.ACCEPTS;
            metrics.start(sending.context());
            metrics.take("poisoned:4|c");
            metrics.stop(LONG);

            assertThat(collector.bodies)
                    .singleElement()
                    .satisfies(body -> assertThat(new String(body, ISO_8859_1))
                            .contains("poisoned_total 7.0\n", "took_milliseconds_count{poison=\"x\"} 1"));
            assertThat(sending.leftBehind()).isEmpty();
        }
    }

    @Test
    void shouldSendInPartsWhatIsTooLargeAndDropOnlyWhatIsTooLargeByItself() throws Exception {
        try (Collector collector = new Collector()) {
            collector.mood = Mood.REFUSES_WHAT_IS_LARGE;
            Metrics metrics = sending.started(Map.of("pushgateway", Map.of("url", collector.url())));
            for (int i = 0; i < 10; i++) {
                metrics.take("n" + i + ":1|c");
            }
            metrics.take("much:1|c|#with:" + "x".repeat(200));

            metrics.flush(LONG);

            for (int i = 0; i < 10; i++) {
                assertThat(received(collector, "n" + i + "_total 1.0")).isEqualTo(1);
            }
            assertThat(sending.context().counted).containsExactlyInAnyOrder("batches.rejected", "values.dropped");
            assertThat(sending.context().printed).singleElement().asString().contains("(much 1), it answered 413");
            metrics.stop(LONG);
        }
    }

    @Test
    void shouldWaitForNoNameLongerThanThereIsTime() throws Exception {
        try (Collector collector = new Collector()) {
            String url = "http://hangs.test:" + collector.port();
            Metrics metrics = sending.started(Map.of(
                    "statsd", Map.of("address", "hangs.test:8125"),
                    "otlp", Map.of("url", url),
                    "pushgateway", Map.of("url", collector.url())));
            metrics.take("orders:1|c");

            assertThatThrownBy(() -> metrics.flush(Duration.ofMillis(500)))
                    .isInstanceOf(SidecarException.class)
                    .hasMessageContainingAll("to statsd", "to otlp");

            assertThat(metrics.health().detail())
                    .contains("cannot reach " + url + "/v1/metrics: the lookup of hangs.test takes too long");
            assertThat(collector.bodies).as("of the one that needs no name").hasSize(1);
            SlowNames.ANSWERS.countDown();
            metrics.take("orders:1|c");
            metrics.stop(LONG);
            assertThat(collector.bodies).hasSize(3);
        }
    }

    private static long received(Collector collector, String text) {
        return collector.bodies.stream()
                .filter(body -> new String(body, ISO_8859_1).contains(text))
                .count();
    }
}
