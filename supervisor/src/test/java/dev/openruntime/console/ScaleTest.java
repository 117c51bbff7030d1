package dev.openruntime.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ScaleTest {

    @Test
    void shouldChooseRoundNumbers() {
        assertThat(ticks(158_000, 40)).isEqualTo("0           50           100         150 ms");
        assertThat(ticks(158_000, 20)).isEqualTo("0     50    100   150 ms");
        assertThat(ticks(1_900, 40)).isEqualTo("0         0.5        1         1.5 ms");
        assertThat(ticks(90, 40)).isEqualTo("0        0.02    0.04     0.06     0.08 ms");
        assertThat(ticks(1, 40)).isEqualTo("0                                      0.001 ms");
        assertThat(ticks(0, 40)).isEqualTo("0 ms");
        assertThat(ticks(9_999_999, 40)).isEqualTo("0       2000    4000   6000    8000 ms");
        assertThat(ticks(95_000_000, 40)).isEqualTo("0       20      40       60      80 s");
    }

    @Property
    void shouldKeepTicksApartAndWithinTheRow(
            @ForAll @LongRange(max = 4_000_000_000L) long micros, @ForAll @IntRange(min = 10, max = 60) int columns) {
        Scale scale = new Scale(Duration.ofNanos(micros * 1000), columns);

        String row = scale.ticks(columns + 15);

        assertThat(row).hasSizeLessThanOrEqualTo(columns + 15).startsWith("0").matches("[0-9. ]+ (ms|s)");
        assertThat(row.replaceAll(" m?s$", "").trim().split(" +")).allMatch(tick -> tick.matches("[0-9]+([.][0-9]+)?"));
    }

    @Property
    void shouldPutEveryMomentIntoAColumn(@ForAll long micros, @ForAll @LongRange(max = 4_000_000_000L) long end) {
        Scale scale = new Scale(Duration.ofNanos(end * 1000), 40);

        assertThat(scale.column(Duration.ofSeconds(micros / 1_000_000))).isBetween(0, 39);
        assertThat(scale.column(Duration.ZERO)).isZero();
    }

    private static String ticks(long micros, int columns) {
        return new Scale(Duration.ofNanos(micros * 1000), columns).ticks(columns + 15);
    }
}
