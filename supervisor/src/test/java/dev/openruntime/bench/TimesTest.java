package dev.openruntime.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimesTest {

    @Test
    void shouldGiveTheSmallestDurationThatSoManyPercentDoNotExceed() {
        Times times = Times.of(IntStream.rangeClosed(1, 200)
                .mapToObj(Duration::ofMillis)
                .toList()
                .reversed());

        assertThat(times.min()).isEqualTo(Duration.ofMillis(1));
        assertThat(times.median()).isEqualTo(Duration.ofMillis(100));
        assertThat(times.percentile(99)).isEqualTo(Duration.ofMillis(198));
        assertThat(times.max()).isEqualTo(Duration.ofMillis(200));
        assertThat(Times.all(List.of(times, times)).count()).isEqualTo(400);
        assertThat(Times.of(List.of()).median()).isZero();
    }

    @Test
    void shouldCompareRoundByRound() {
        List<Duration> slow = millis(10, 40, 90, 40, 1000);
        List<Duration> fast = millis(10, 20, 30, 10, 100);

        Spread ratio = Spread.ofRatios(slow, fast);
        Spread more = Spread.ofDifferences(slow, fast);

        assertThat(ratio.median()).isCloseTo(3, within(1e-9));
        assertThat(ratio.low()).isCloseTo(2, within(1e-9));
        assertThat(ratio.high()).isCloseTo(4, within(1e-9));
        assertThat(more.median()).isCloseTo(30e6, within(1.0));
    }

    private static List<Duration> millis(long... values) {
        return Arrays.stream(values).mapToObj(Duration::ofMillis).toList();
    }
}
