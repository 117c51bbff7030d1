package dev.openruntime.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RegistryMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Exposition text = new Exposition();

    @Test
    void shouldWriteEachMeterAsItsKindSays() {
        registry.counter("openruntime.sidecar.lookups", "sidecar", "a\\b").increment(3);
        registry.timer("openruntime.hook", "hook", "before").record(Duration.ofMillis(1500));
        registry.timer("openruntime.hook", "hook", "after").record(Duration.ofMillis(250));
        registry.summary("sizes").record(12);
        registry.gauge("4.to-go", 2.5);

        RegistryMetrics.write(registry, text);

        assertThat(text).hasToString("""
                # HELP _4_to_go 4.to-go
                # TYPE _4_to_go gauge
                _4_to_go 2.5
                # HELP openruntime_hook_seconds openruntime.hook
                # TYPE openruntime_hook_seconds summary
                openruntime_hook_seconds_count{hook="after"} 1
                openruntime_hook_seconds_count{hook="before"} 1
                openruntime_hook_seconds_sum{hook="after"} 0.25
                openruntime_hook_seconds_sum{hook="before"} 1.5
                # HELP openruntime_hook_seconds_max The greatest of late: openruntime.hook
                # TYPE openruntime_hook_seconds_max gauge
                openruntime_hook_seconds_max{hook="after"} 0.25
                openruntime_hook_seconds_max{hook="before"} 1.5
                # HELP openruntime_sidecar_lookups_total openruntime.sidecar.lookups
                # TYPE openruntime_sidecar_lookups_total counter
                openruntime_sidecar_lookups_total{sidecar="a\\\\b"} 3
                # HELP sizes sizes
                # TYPE sizes summary
                sizes_count 1
                sizes_sum 12
                # HELP sizes_max The greatest of late: sizes
                # TYPE sizes_max gauge
                sizes_max 12
                """);
    }

    @Test
    void shouldLeaveOutWhatIsToldAlready() {
        text.family("openruntime_overhead_seconds", "summary", "told").sample("openruntime_overhead_seconds_count", 1);
        registry.timer("openruntime.overhead").record(Duration.ofMillis(1));

        RegistryMetrics.write(registry, text);

        assertThat(text.toString()).containsOnlyOnce("openruntime_overhead_seconds_count");
    }

    @Test
    void shouldWriteNumbersThatAreNone() {
        text.sample("a", Double.NaN).sample("b", Double.POSITIVE_INFINITY).sample("c", Double.NEGATIVE_INFINITY);

        assertThat(text).hasToString("a NaN\nb +Inf\nc -Inf\n");
    }
}
