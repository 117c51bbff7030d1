package dev.openruntime.sidecar.metrics;

import static dev.openruntime.sidecar.metrics.Sending.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a collector gets, and how often, however it behaves. */
@Timeout(120)
class OtlpTest {

    private static final int ROUNDS = Boolean.getBoolean("soak") ? 10_000 : 500;

    @RegisterExtension
    final Sending sending = new Sending();

    @ParameterizedTest
    @ValueSource(strings = {"cumulative", "delta"})
    void shouldHaveEachCountOnceAtACollectorThatFailsInEveryWayThroughFaultsAndRestarts(String temporality)
            throws Exception {
        Random random = new Random(7);
        long sent = 0;
        try (Collector collector = new Collector()) {
            Map<String, Object> to = Map.of("otlp", Map.of("url", collector.url(), "temporality", temporality));
            Metrics metrics = sending.started(to);
            for (int round = 0; round < ROUNDS; round++) {
                Collector.Mood[] moods = {
                    Collector.Mood.ACCEPTS, Collector.Mood.IS_BUSY, Collector.Mood.RESETS_AFTER_BODY,
                    Collector.Mood.FAILS_AFTER_BODY, Collector.Mood.RESETS_IN_BODY, Collector.Mood.HANGS
                };
                collector.mood = moods[random.nextInt(round % 50 == 0 ? 6 : 5)];
                int count = random.nextInt(5) + 1;
                sent += count;
                metrics.take("orders:" + count + "|c|#shop:s" + random.nextInt(3));
                metrics.stop(collector.mood == Collector.Mood.HANGS ? Duration.ofMillis(50) : LONG);
                if (round % 20 == 19) {
                    metrics = sending.next(to); // the next process finds what this one has left
                }
                metrics.start(sending.context());
            }
            collector.mood = Collector.Mood.ACCEPTS;
            metrics.stop(LONG);

            assertThat(received(collector, temporality.equals("delta"))).isEqualTo((double) sent);
            assertThat(sending.leftBehind()).isEmpty();
        }
    }

    /** As a receiver counts: of each series the last total; or each batch once, by its times. */
    private static double received(Collector collector, boolean delta) throws IOException {
        Map<String, Double> counted = new HashMap<>();
        for (byte[] body : collector.bodies) {
            ExportMetricsServiceRequest request = ExportMetricsServiceRequest.parseFrom(body);
            Object instance = request.getResourceMetrics(0).getResource();
            for (Metric metric : metrics(request)) {
                assertThat(metric.getSum().getIsMonotonic()).isTrue();
                for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
                    String series = instance + " " + point.getAttributesList() + point.getStartTimeUnixNano()
                            + (delta ? " " + point.getTimeUnixNano() : "");
                    counted.merge(series, point.getAsDouble(), Math::max);
                }
            }
        }
        return counted.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    @Test
    void shouldSayAllKindsInOtlp() throws Exception {
        try (Collector collector = new Collector()) {
            Metrics metrics = sending.started(Map.of("otlp", Map.of("url", collector.url(), "temporality", "delta")));
            metrics.take("orders:2|c|#shop:berlin\ndepth:-3.5|g\nusers:a|s\nusers:b|s\ntook:1:10:100|ms\ncold:0:-4|h");

            metrics.flush(LONG);

            Map<String, Metric> byName = new HashMap<>();
            for (Metric metric : metrics(ExportMetricsServiceRequest.parseFrom(collector.bodies.remove()))) {
                byName.put(metric.getName(), metric);
            }
            assertThat(named(byName, "orders")
                            .getSum()
                            .getDataPoints(0)
                            .getAttributes(0)
                            .getValue()
                            .getStringValue())
                    .isEqualTo("berlin");
            assertThat(named(byName, "depth").getGauge().getDataPoints(0).getAsDouble())
                    .isEqualTo(-3.5);
            assertThat(named(byName, "users").getGauge().getDataPoints(0).getAsDouble())
                    .isEqualTo(2);
            assertThat(named(byName, "took").getUnit()).isEqualTo("ms");
            ExponentialHistogramDataPoint took =
                    named(byName, "took").getExponentialHistogram().getDataPoints(0);
            assertThat(took.getCount()).isEqualTo(3);
            assertThat(took.getSum()).isEqualTo(111);
            assertThat(took.getPositive().getBucketCountsList().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(3);
            double base = Math.pow(2, Math.pow(2, -took.getScale()));
            int last = took.getPositive().getOffset() + took.getPositive().getBucketCountsCount() - 1;
            assertThat(Math.pow(base, last)).isLessThan(100);
            assertThat(Math.pow(base, last + 1)).isGreaterThanOrEqualTo(100 - 1e-9);
            ExponentialHistogramDataPoint cold =
                    named(byName, "cold").getExponentialHistogram().getDataPoints(0);
            assertThat(cold.getZeroCount()).isEqualTo(1);
            assertThat(cold.getNegative().getBucketCountsList()).containsExactly(1L);
            assertThat(cold.getMin()).isEqualTo(-4);
            metrics.stop(LONG);
        }
    }

    @Test
    void shouldDropWhatIsRefusedForGoodAndCountItByName() throws Exception {
        try (Collector collector = new Collector()) {
            Metrics metrics = sending.started(Map.of("otlp", Map.of("url", collector.url())));
            collector.mood = Collector.Mood.REFUSES_FOR_GOOD;
            metrics.take("orders:2|c");

            metrics.flush(LONG);
            metrics.flush(LONG);

            assertThat(sending.context().counted).containsExactlyInAnyOrder("batches.rejected", "values.dropped");
            assertThat(metrics.health().detail()).contains("it answered 400", "1 values dropped (orders 1)");
            metrics.stop(LONG);
        }
    }

    private static Metric named(Map<String, Metric> byName, String name) {
        return byName.getOrDefault(name, Metric.getDefaultInstance());
    }

    private static List<Metric> metrics(ExportMetricsServiceRequest request) {
        return request.getResourceMetrics(0).getScopeMetrics(0).getMetricsList();
    }
}
