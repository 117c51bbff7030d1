package dev.openruntime.console;

import static dev.openruntime.console.TimelineLines.span;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private static final Style PLAIN = new Style(false, true, 80);

    @Test
    void shouldSumUpAThousandInvocationsByStep() {
        TimelineLines lines = new TimelineLines();
        for (int i = 1; i <= 1000; i++) {
            long begin = i * 10_000L;
            if (i % 500 == 0) {
                lines.failure("r", begin, i * 10L, "X", span("handle", "handler", begin, i, "died"));
            } else {
                lines.invocation(
                        "r",
                        begin,
                        i * 10L,
                        span("before", "a-middleware-with-a-name-that-goes-on", begin, i % 200, "continue"),
                        span("handle", "handler", begin, i, "respond"),
                        span("post", "", begin, 100, "posted"));
            }
        }
        Summary summary = new Summary();

        for (TimelineEntry entry : lines.entries()) {
            summary.add((TimelineEntry.Invocation) entry);
        }

        assertThat(String.join("\n", summary.render(PLAIN)) + "\n").isEqualTo("""
                1,000 invocations, 2 failed                p50        p90        p99        max
                  before  a-middleware-with-a-name…    0.10 ms    0.18 ms    0.20 ms    0.20 ms
                  handle  handler                      0.50 ms    0.90 ms    0.99 ms    1.00 ms  2 failed
                  post                                 0.10 ms    0.10 ms    0.10 ms    0.10 ms
                  total                                5.02 ms    9.02 ms    9.92 ms    10.0 ms  2 failed
                """);
    }

    @Test
    void shouldShowZeroesWhenNothingWasInvoked() {
        assertThat(String.join("\n", new Summary().render(PLAIN)) + "\n").isEqualTo("""
                0 invocations                       p50        p90        p99        max
                  total                         0.00 ms    0.00 ms    0.00 ms    0.00 ms
                """);
    }

    @Test
    void shouldStayWithinOnePercentOfTheTruthAndNeverAboveTheGreatest() {
        for (long micros : new long[] {0, 1, 127, 128, 255, 256, 257, 1_000, 65_535, 1_234_567, 900_000_000L}) {
            Histogram histogram = new Histogram();

            histogram.add(Duration.ofNanos(micros * 1000));
            histogram.add(Duration.ofHours(1));

            long median = histogram.percentile(50).toNanos() / 1000;
            assertThat(median).isBetween(micros, micros + micros / 100);
            assertThat(histogram.percentile(99)).isEqualTo(Duration.ofHours(1));
            assertThat(histogram.max()).isEqualTo(Duration.ofHours(1));
        }
    }

    @Test
    void shouldCountWhatIsTooLongForItsBuckets() {
        Histogram histogram = new Histogram();

        histogram.add(Duration.ofDays(4000));

        assertThat(histogram.max()).isEqualTo(Duration.ofDays(4000));
        assertThat(histogram.percentile(50)).isPositive();
    }
}
