package dev.openruntime.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    /** Between two looks at the clock, on a busy machine. */
    private static final long SLACK_MS = 2_000;

    @Test
    void shouldTakeTheWholeMarginWhereThereIsTime() {
        Deadline platform = Deadline.in(Duration.ofMinutes(1));

        Deadlines deadlines = Deadlines.of(platform, Duration.ofSeconds(4));

        assertThat(deadlines.platform()).isSameAs(platform);
        assertThat(platform.epochMillis() - deadlines.soft().epochMillis()).isEqualTo(4_000);
        assertThat(platform.epochMillis() - deadlines.grace().epochMillis()).isEqualTo(2_000);
    }

    @Test
    void shouldTakeAFifthOfTheTimeLeftAtMost() {
        Deadline platform = Deadline.in(Duration.ofMinutes(10));

        Deadlines deadlines = Deadlines.of(platform, Duration.ofMinutes(5));

        assertThat(platform.epochMillis() - deadlines.soft().epochMillis()).isCloseTo(120_000, within(SLACK_MS));
        assertThat(platform.epochMillis() - deadlines.grace().epochMillis()).isCloseTo(60_000, within(SLACK_MS));
        assertThat(deadlines.soft().remaining()).isLessThan(deadlines.grace().remaining());
    }

    @Test
    void shouldTakeNoMarginWhenThereIsNoTime() {
        Deadlines deadlines = Deadlines.of(Deadline.in(Duration.ofSeconds(-1)), Duration.ofMillis(500));

        assertThat(deadlines.soft().passed()).isTrue();
        assertThat(deadlines.soft().epochMillis())
                .isEqualTo(deadlines.platform().epochMillis());
    }
}
