package dev.openruntime.sidecar.metrics.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistributionTest {

    private final Distribution distribution = new Distribution();

    @Test
    void shouldKeepEveryValueWhileTheyAreFew() {
        distribution.add(3, 2);
        distribution.add(-1.5, 1);
        distribution.add(0.0, 1);
        distribution.add(-0.0, 1);

        assertThat(distribution.steps())
                .containsExactly(
                        new Distribution.Step(-1.5, 1), new Distribution.Step(0, 2), new Distribution.Step(3, 2));
        assertThat(distribution.count()).isEqualTo(5);
        assertThat(distribution.sum()).isEqualTo(4.5);
        assertThat(distribution.quantile(0)).isEqualTo(-1.5);
        assertThat(distribution.quantile(0.5)).isEqualTo(0);
        assertThat(distribution.quantile(1)).isEqualTo(3);
    }

    @Test
    void shouldKeepQuantilesWithinOnePercentAndCountAndSumExactWhenTheyAreMany() {
        List<Double> values = new ArrayList<>();
        Random random = new Random(8);
        for (int i = 0; i < 50_000; i++) {
            double value = Math.exp(random.nextGaussian() * 2) * (i % 5 == 0 ? -1 : 1);
            values.add(value);
            distribution.add(value, 1);
        }
        Collections.sort(values);

        assertThat(distribution.count()).isEqualTo(50_000);
        double sum = values.stream().mapToDouble(value -> value).sum();
        assertThat(distribution.sum()).isCloseTo(sum, within(Math.abs(sum) * 1e-9));
        for (double part : new double[] {0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1}) {
            double exact = values.get((int) Math.ceil(part * values.size()) - 1);
            assertThat(distribution.quantile(part)).isCloseTo(exact, within(Math.abs(exact) * 0.01));
        }
    }

    @Test
    void shouldStayBoundedAndExactInCountWhateverComes() {
        double value = 1e-100;
        for (int i = 0; i < 20_000; i++) {
            distribution.add(i % 2 == 0 ? value : -value, 3);
            value = Math.min(value * 1.1, 1e100);
        }

        assertThat(distribution.steps()).hasSize(Distribution.MOST_BUCKETS);
        assertThat(distribution.count()).isEqualTo(60_000);
    }

    @Test
    void shouldBeTheSameWhenPutTogether() {
        Distribution other = new Distribution();
        for (int i = 0; i < 300; i++) {
            distribution.add(i, 1);
            other.add(i, 2);
        }

        distribution.addAll(other);

        assertThat(distribution.count()).isEqualTo(900);
        assertThat(distribution.sum()).isCloseTo(3 * 299 * 150.0, within(1e-6));
        assertThat(distribution.quantile(0.5)).isCloseTo(149, within(1.49));
    }
}
