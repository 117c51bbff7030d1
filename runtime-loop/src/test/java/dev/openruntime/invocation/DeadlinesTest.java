package dev.openruntime.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.openruntime.peer.Events;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    /** Between two looks at the clock, on a busy machine. */
    private static final long SLACK_MS = 2_000;

    @Test
    void shouldTakeTheWholeMarginWhereThereIsTime() {
        Deadline platform = Deadline.in(Duration.ofMinutes(1));

        Deadlines deadlines = Deadlines.of(platform, platform, _ -> Duration.ofSeconds(4));

        assertThat(deadlines.end()).isSameAs(platform);
        assertThat(deadlines.endIsPlatforms()).isTrue();
        assertThat(platform.epochMillis() - deadlines.soft().epochMillis()).isEqualTo(4_000);
        assertThat(platform.epochMillis() - deadlines.grace().epochMillis()).isEqualTo(2_000);
    }

    @Test
    void shouldTakeAFifthOfTheTimeLeftAtMost() {
        Deadline platform = Deadline.in(Duration.ofMinutes(10));

        Deadlines deadlines = Deadlines.of(platform, platform, _ -> Duration.ofMinutes(5));

        assertThat(platform.epochMillis() - deadlines.soft().epochMillis()).isCloseTo(120_000, within(SLACK_MS));
        assertThat(platform.epochMillis() - deadlines.grace().epochMillis()).isCloseTo(60_000, within(SLACK_MS));
        assertThat(deadlines.soft().remaining()).isLessThan(deadlines.grace().remaining());
    }

    @Test
    void shouldTakeNoMarginWhenThereIsNoTime() {
        Deadline platform = Deadline.in(Duration.ofSeconds(-1));

        Deadlines deadlines = Deadlines.of(platform, platform, _ -> Duration.ofMillis(500));

        assertThat(deadlines.soft().passed()).isTrue();
        assertThat(deadlines.soft().epochMillis()).isEqualTo(deadlines.end().epochMillis());
    }

    @Test
    void shouldEndAtTheFunctionsOwnLimitWhereThatIsEarlier() {
        Invocation invocation = Events.event("request-1", "", Duration.ofMinutes(10));
        List<Duration> asked = new ArrayList<>();
        Margin margin = left -> {
            asked.add(left);
            return Duration.ofSeconds(1);
        };

        Deadlines deadlines = new Limits(margin, Optional.of(Duration.ofMinutes(2))).of(invocation);

        assertThat(deadlines.endIsPlatforms()).isFalse();
        assertThat(deadlines.end().remaining()).isBetween(Duration.ofSeconds(100), Duration.ofMinutes(2));
        assertThat(deadlines.end().epochMillis() - deadlines.soft().epochMillis())
                .isEqualTo(1_000);
        assertThat(asked)
                .singleElement()
                .satisfies(left -> assertThat(left).isLessThanOrEqualTo(Duration.ofMinutes(2)));
    }

    @Test
    void shouldCountTheFunctionsOwnLimitFromTheArrival() {
        long arrived = System.nanoTime() - Duration.ofSeconds(90).toNanos();
        Invocation invocation = Events.event("request-1", Body.EMPTY, Deadline.in(Duration.ofMinutes(10)), arrived);

        Deadlines deadlines = new Limits(_ -> Duration.ZERO, Optional.of(Duration.ofMinutes(2))).of(invocation);

        assertThat(deadlines.end().remaining()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    @Test
    void shouldEndWithThePlatformWhereTheFunctionsOwnLimitIsLater() {
        Invocation invocation = Events.event("request-1", "", Duration.ofMinutes(1));

        Deadlines deadlines = new Limits(_ -> Duration.ZERO, Optional.of(Duration.ofMinutes(2))).of(invocation);

        assertThat(deadlines.end()).isSameAs(invocation.platformDeadline());
        assertThat(deadlines.endIsPlatforms()).isTrue();
    }
}
