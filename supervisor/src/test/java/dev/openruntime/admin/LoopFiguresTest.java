package dev.openruntime.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.invocation.Failure;
import dev.openruntime.loop.InvocationReport;
import dev.openruntime.pipeline.Span;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class LoopFiguresTest {

    private final LoopFigures figures = new LoopFigures();

    @Test
    void shouldCountWhatIsNotTheHandlers() {
        figures.add(report(Duration.ofMillis(100), Duration.ofMillis(98)));
        figures.add(report(Duration.ofMillis(10), Duration.ofMillis(2)));

        assertThat(figures.invocations()).isEqualTo(2);
        assertThat(figures.failures()).isEqualTo(2);
        assertThat(figures.overhead()).isEqualTo(Duration.ofMillis(10));
        assertThat(figures.overhead(50).toNanos() / 2e6).isBetween(0.93, 1.07);
        assertThat(figures.overhead(99).toNanos() / 8e6).isBetween(0.93, 1.07);
    }

    @Test
    void shouldBeZeroBeforeTheFirst() {
        assertThat(figures.overhead(50)).isZero();
        assertThat(figures.invocations()).isZero();
    }

    @Property
    void shouldBeRightToASixteenthWhateverTheOverheadIs(@ForAll @LongRange(min = 0, max = 1L << 42) long micros) {
        LoopFigures one = new LoopFigures();
        one.add(report(Duration.ofNanos(micros * 1000), Duration.ZERO));

        long told = one.overhead(50).toNanos() / 1000;

        assertThat(Math.abs(told - micros)).isLessThanOrEqualTo(micros / 15);
    }

    private static InvocationReport report(Duration whole, Duration handler) {
        Span span = new Span("handle", "handler", 0, handler.toNanos(), "respond");
        return new InvocationReport(
                "id",
                new Failure("T", "m").asOutcome(),
                OptionalLong.empty(),
                1000,
                1000 + whole.toNanos(),
                List.of(span));
    }
}
