package dev.openruntime.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {

    @Test
    void shouldKeepTheInstantThatThePlatformNamed() {
        long inAMinute = System.currentTimeMillis() + 60_000;

        Deadline deadline = Deadline.atEpochMillis(inAMinute);

        assertThat(deadline.epochMillis()).isEqualTo(inAMinute);
        assertThat(deadline.passed()).isFalse();
        assertThat(deadline.remaining()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    @Test
    void shouldMoveBothViewsTogether() {
        Deadline deadline = Deadline.in(Duration.ofMinutes(10));

        Deadline earlier = deadline.minus(Duration.ofMinutes(4));
        Deadline later = deadline.plus(Duration.ofMinutes(5));

        assertThat(earlier.epochMillis()).isEqualTo(deadline.epochMillis() - 240_000);
        assertThat(earlier.remaining()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        assertThat(later.epochMillis()).isEqualTo(deadline.epochMillis() + 300_000);
        assertThat(later.remaining()).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
    }

    @Test
    void shouldChooseTheEarliest() {
        Deadline soon = Deadline.in(Duration.ofSeconds(1));
        Deadline later = Deadline.in(Duration.ofSeconds(2));

        assertThat(soon.earliest(later)).isSameAs(soon);
        assertThat(later.earliest(soon)).isSameAs(soon);
    }

    @Test
    void shouldHaveNoTimeLeftOnceItHasPassed() {
        Deadline past = Deadline.in(Duration.ofSeconds(-3));

        assertThat(past.passed()).isTrue();
        assertThat(past.remaining()).isZero();
        assertThat(past.remainingNanos()).isNegative();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - 1, 9_999_999_999_999_999L})
    void shouldBeFarAwayWhenThePlatformNamesAnInstantBeyondAllClocks(long epochMillis) {
        Deadline deadline = Deadline.atEpochMillis(epochMillis);

        assertThat(deadline.passed()).isFalse();
        assertThat(deadline.remaining()).isGreaterThan(Duration.ofDays(365));
        assertThat(deadline.minus(Duration.ofSeconds(1)).passed()).isFalse();
        assertThat(deadline.earliest(Deadline.in(Duration.ofDays(1))).remaining())
                .isLessThanOrEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1})
    void shouldHavePassedWhenThePlatformNamesAnInstantLongAgo(long epochMillis) {
        assertThat(Deadline.atEpochMillis(epochMillis).passed()).isTrue();
    }

    @Test
    void shouldTakeDurationsBeyondAllClocks() {
        Deadline deadline = Deadline.in(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(deadline.passed()).isFalse();
        assertThat(deadline.earliest(Deadline.in(Duration.ofDays(1))).remaining())
                .isLessThanOrEqualTo(Duration.ofDays(1));
    }
}
