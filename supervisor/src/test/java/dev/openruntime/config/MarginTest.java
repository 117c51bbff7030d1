package dev.openruntime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class MarginTest {

    @Test
    void shouldBeTheSameForEveryInvocationWhereItIsFixed() {
        Margin margin = DeadlineConfig.DEFAULT.margin();

        assertThat(margin.of(Duration.ofSeconds(3))).isEqualTo(Duration.ofMillis(500));
        assertThat(margin.of(Duration.ofMinutes(15))).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void shouldBeAShareOfWhatIsLeft() {
        assertThat(new Margin.Share(2.5).of(Duration.ofSeconds(4))).isEqualTo(Duration.ofMillis(100));
        assertThat(new Margin.Share(20).of(Duration.ofMinutes(15))).isEqualTo(Duration.ofMinutes(3));
    }
}
