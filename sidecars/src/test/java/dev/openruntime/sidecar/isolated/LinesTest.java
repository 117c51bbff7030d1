package dev.openruntime.sidecar.isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one side writes the other reads. */
class LinesTest {

    @Test
    void shouldReadSettingsAsTheyWere() {
        Map<String, Object> with = Map.of(
                "text",
                "a \"b\"\n'c' \\ ünï $HOME \u0000\u2028",
                "number",
                7L,
                "fraction",
                0.25,
                "truth",
                true,
                "list",
                List.of("x", List.of(1L), Map.of("deep", false)),
                "empty",
                Map.of());
        Launch launch = new Launch("discovery", "my discovery", 40213, with);

        assertThat(launch.line()).doesNotContain("\n");
        assertThat(Launch.read(launch.line())).isEqualTo(launch);
    }

    @Test
    void shouldReadOrdersAndReportsAsTheyWere() {
        Order order = new Order(Order.Kind.FLUSH, 12, Duration.ofMillis(100));
        Report report = new Report(Report.Kind.UNFLUSHED, 12, "cannot send:  no room ");

        assertThat(Order.read(order.line())).isEqualTo(order);
        assertThat(Report.read(report.line())).isEqualTo(report);
        assertThat(Report.read(new Report(Report.Kind.READY, "").line()).text()).isEmpty();
        assertThat(new Report(Report.Kind.FAILED, "two\r\nlines").line()).isEqualTo("FAILED 0 two  lines");
    }

    @Test
    void shouldRefuseWhatIsNoLine() {
        for (String line : List.of("", "READY", "HELLO 0 x", "READY x y")) {
            assertThatThrownBy(() -> Report.read(line)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Order.read("STOP 1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Launch.read("{\"use\":")).isInstanceOf(IllegalArgumentException.class);
    }
}
