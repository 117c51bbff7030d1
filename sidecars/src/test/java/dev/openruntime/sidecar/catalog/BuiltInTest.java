package dev.openruntime.sidecar.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openruntime.sidecar.SettingProblem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuiltInTest {

    private static final Map<String, Object> GOOD = Map.of("services", Map.of("orders", List.of("127.0.0.1:7001")));

    @Test
    void shouldBeFoundByTheNameInTheConfiguration() {
        assertThat(BuiltIn.named("discovery")).contains(BuiltIn.DISCOVERY);
        assertThat(BuiltIn.named("DISCOVERY")).isEmpty();
        assertThat(BuiltIn.labels()).containsExactly("discovery", "metrics");
    }

    @Test
    void shouldFindNothingWrongInGoodSettings() {
        assertThat(BuiltIn.DISCOVERY.check(GOOD)).isEmpty();
        assertThat(BuiltIn.DISCOVERY.create(GOOD).health().healthy()).isFalse();
    }

    @Test
    void shouldFlushOnlyThoseThatGatherUnlessTold() {
        assertThat(BuiltIn.METRICS.gathers()).isTrue();
        assertThat(BuiltIn.DISCOVERY.gathers()).isFalse();
        assertThat(BuiltIn.METRICS.check(Map.of("namespace", "Shop"))).isEmpty();
    }

    @Test
    void shouldReportBadSettingsAndRefuseToUseThem() {
        Map<String, Object> bad = Map.of("services", Map.of("orders", List.of("7001")));

        assertThat(BuiltIn.DISCOVERY.check(bad))
                .extracting(SettingProblem::path)
                .containsExactly("services.orders[0]");
        assertThatThrownBy(() -> BuiltIn.DISCOVERY.create(bad)).hasMessageStartingWith("internal error: ");
    }
}
