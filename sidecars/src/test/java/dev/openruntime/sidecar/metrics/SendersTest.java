package dev.openruntime.sidecar.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.statsd.StatsdConfig;
import io.micrometer.statsd.StatsdFlavor;
import io.micrometer.statsd.StatsdMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What usual clients send arrives, every count of it. */
@Timeout(120)
class SendersTest {

    private static final int TIMES = 1_000;

    /** Its registry drops what it is told before it is connected, and says nothing of either. */
    @Test
    void shouldHaveAllThatMicrometersStatsdRegistrySends() throws Exception {
        try (Shown shown = new Shown(Map.of("statsd", Map.of("dialect", "dogstatsd")))) {
            StatsdMeterRegistry registry = new StatsdMeterRegistry(unbuffered(shown), Clock.SYSTEM);
            Counter knocks = registry.counter("knocks");
            Counter orders = registry.counter("orders", "shop", "berlin");
            Timer took = registry.timer("took", "shop", "berlin");
            eventually(() -> {
                knocks.increment();
                return shown.flush().sum("knocks") > 0;
            });
            for (int i = 0; i < TIMES; i++) {
                orders.increment();
                took.record(Duration.ofMillis(i));
                if (i % 20 == 19) { // each value is a datagram, and a socket holds a hundred or so
                    int sent = i + 1;
                    eventually(() -> shown.flush().values("took").size() >= sent);
                }
            }
            registry.close();

            shown.flush();

            assertThat(shown.sum("orders")).isEqualTo(TIMES);
            assertThat(shown.values("took")).hasSize(TIMES);
            assertThat(shown.sum("took")).isCloseTo(TIMES * (TIMES - 1) / 2.0, within(1e-6));
        }
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }

    private static StatsdConfig unbuffered(Shown shown) {
        return new StatsdConfig() {
            @Override
            public @Nullable String get(String key) {
                return null;
            }

            @Override
            public int port() {
                return Integer.parseInt(shown.variable("STATSD_PORT"));
            }

            @Override
            public String host() {
                return shown.variable("STATSD_HOST");
            }

            @Override
            public StatsdFlavor flavor() {
                return StatsdFlavor.DATADOG;
            }

            @Override
            public boolean buffered() {
                return false;
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"false,none", "true,gzip"})
    void shouldHaveAllThatTheSdkOfOpenTelemetrySends(boolean isDelta, String compression) throws Exception {
        try (Shown shown = new Shown(Map.of("otlp", Map.of()))) {
            for (int process = 0; process < 2; process++) { // the second begins at zero again
                SdkMeterProvider provider = provider(shown, isDelta, compression);
                Meter meter = provider.get("shop");
                LongCounter orders = meter.counterBuilder("orders").build();
                DoubleHistogram took =
                        meter.histogramBuilder("took").setUnit("ms").build();
                DoubleHistogram size = meter.histogramBuilder("size").build();
                LongUpDownCounter depth = meter.upDownCounterBuilder("depth").build();
                Attributes berlin = Attributes.of(AttributeKey.stringKey("shop"), "berlin");
                for (int i = 1; i <= TIMES; i++) {
                    orders.add(2, berlin);
                    took.record(i % 20, berlin);
                    size.record(i, berlin);
                    depth.add(1, berlin);
                    if (i % 250 == 0) {
                        assertThat(provider.forceFlush()
                                        .join(30, TimeUnit.SECONDS)
                                        .isSuccess())
                                .isTrue();
                        shown.flush();
                    }
                }
                assertThat(provider.shutdown().join(30, TimeUnit.SECONDS).isSuccess())
                        .isTrue();
            }

            shown.flush();

            assertThat(shown.sum("orders")).isEqualTo(2 * 2 * TIMES);
            assertThat(shown.values("orders", "shop", "berlin")).isNotEmpty();
            assertThat(shown.values("took")).hasSize(2 * TIMES);
            assertThat(shown.sum("took")).isCloseTo(2 * 9.5 * TIMES, within(1e-6));
            assertThat(shown.values("size")).hasSize(2 * TIMES);
            assertThat(shown.sum("size")).isCloseTo(TIMES * (TIMES + 1.0), within(1e-3));
            assertThat(shown.values("depth")).contains((double) TIMES);
            assertThat(shown.context.counted).isEmpty();
        }
    }

    private static SdkMeterProvider provider(Shown shown, boolean isDelta, String compression) {
        OtlpHttpMetricExporterBuilder exporter = OtlpHttpMetricExporter.builder()
                .setEndpoint(shown.variable("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"))
                .setCompression(compression);
        if (isDelta) {
            exporter.setAggregationTemporalitySelector(AggregationTemporalitySelector.deltaPreferred());
        }
        return SdkMeterProvider.builder()
                .registerView(
                        InstrumentSelector.builder()
                                .setType(InstrumentType.HISTOGRAM)
                                .setName("size")
                                .build(),
                        View.builder()
                                .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                                .build())
                .registerMetricReader(PeriodicMetricReader.builder(exporter.build())
                        .setInterval(Duration.ofHours(1))
                        .build())
                .build();
    }
}
