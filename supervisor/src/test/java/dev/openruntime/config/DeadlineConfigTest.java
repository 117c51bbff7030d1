package dev.openruntime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DeadlineConfigTest {

    @Test
    void shouldGiveTheFixedMarginWhereThereIsTime() {
        assertThat(DeadlineConfig.DEFAULT.marginFor(Duration.ofSeconds(3))).isEqualTo(Duration.ofMillis(500));
        assertThat(DeadlineConfig.DEFAULT.marginFor(Duration.ofMillis(2500))).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void shouldNeverTakeMoreThanAFifthOfWhatIsLeft() {
        assertThat(DeadlineConfig.DEFAULT.marginFor(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(200));
        assertThat(DeadlineConfig.DEFAULT.marginFor(Duration.ZERO)).isZero();
    }

    @Test
    void shouldTakeTheShareOfWhatIsLeft() {
        var deadline = new DeadlineConfig(new Margin.Share(2.5));

        assertThat(deadline.marginFor(Duration.ofSeconds(4))).isEqualTo(Duration.ofMillis(100));
        assertThat(new DeadlineConfig(new Margin.Share(20)).marginFor(Duration.ofMinutes(15)))
                .isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void shouldGiveNoMarginOnceTheDeadlineIsPast() {
        assertThat(DeadlineConfig.DEFAULT.marginFor(Duration.ofMillis(-1))).isZero();
    }
}
