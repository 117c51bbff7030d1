package dev.openruntime.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.openruntime.sidecar.metrics.series.Measured;
import dev.openruntime.sidecar.metrics.series.SeriesStore;
import dev.openruntime.sidecar.metrics.statsd.StatsdReader;
import dev.openruntime.telemetry.LateMeters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the supervisor counts is given away once. */
@Timeout(60)
class OwnMetersTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final SeriesStore store = new SeriesStore(1_000, 1 << 20);
    private final StatsdReader reader = new StatsdReader(store, true);
    private final LateMeters meters = LateMeters.gathering();
    private final OwnMeters own = new OwnMeters(meters, "run", List::of);

    @BeforeEach
    void makeTheRegistry() {
        meters.record(registry -> registry.counter("early").increment(2));
        meters.nextSent(0);
        await().until(() -> {
            boolean[] isMade = new boolean[1];
            meters.read(_ -> isMade[0] = true);
            return isMade[0];
        });
    }

    @Test
    void shouldGiveAwayEachCountAndEachTimeOnce() throws Exception {
        own.ending(); // each may be the last, so none is put off
        List<Measured> all = new ArrayList<>();
        long times = 0;
        double seconds = 0;
        for (int round = 1; round <= 20; round++) {
            for (int i = 0; i < round * 10; i++) {
                Duration took = Duration.ofNanos(1_000L + 37L * i * round);
                meters.record(registry -> registry.counter("many", "kind", "a").increment());
                meters.record(
                        registry -> registry.timer("took", "kind", "a,b|c").record(took));
                seconds += took.toNanos() / 1e9;
                times++;
            }
            own.handOver(reader::read, LONG);
            if (round % 3 == 0) {
                all.addAll(store.take());
            }
        }
        all.addAll(store.take());

        assertThat(sum(all, "many")).isEqualTo((double) times);
        assertThat(all.stream()
                        .filter(one -> one.id().name().equals("took"))
                        .mapToLong(one -> one.value().count())
                        .sum())
                .isEqualTo(times);
        assertThat(all.stream()
                        .filter(one -> one.id().name().equals("took"))
                        .flatMap(one -> one.value().steps().stream())
                        .mapToDouble(step -> step.value() * step.times())
                        .sum())
                .isCloseTo(seconds, within(1e-9));
    }

    @Test
    void shouldHandOverWhatCameBeforeTheRegistryAndThenOnlyEveryTenSeconds() throws Exception {
        own.handOver(reader::read, LONG);
        assertThat(sum("early")).isEqualTo(2);

        meters.record(registry -> registry.counter("early").increment(3));
        own.handOver(reader::read, LONG);
        assertThat(store.take()).isEmpty();

        own.ending();
        own.handOver(reader::read, LONG);
        assertThat(sum("early")).isEqualTo(3);
    }

    @Test
    void shouldSayWhatTheSupervisorUses() throws Exception {
        own.handOver(reader::read, LONG);

        List<Measured> measured = store.take();
        assertThat(sum(measured, "openruntime.memory")).isGreaterThan(1 << 20);
        assertThat(sum(measured, "openruntime.cpu")).isPositive();
    }

    @Test
    void shouldNotWaitLongerThanItMayForAWalkThroughTheProcesses() throws Exception {
        own.ending();
        own.handOver(reader::read, Duration.ofNanos(1));
        await().untilAsserted(() -> {
            own.handOver(reader::read, LONG); // has what the first looked for
            assertThat(sum("openruntime.memory")).isPositive();
        });
    }

    private double sum(String name) {
        return sum(store.take(), name);
    }

    private static double sum(List<Measured> measured, String name) {
        return measured.stream()
                .filter(one -> one.id().name().equals(name))
                .mapToDouble(one -> one.value().steps().getFirst().value())
                .sum();
    }
}
