package dev.openruntime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class FlushTimerTest {

    private final AtomicLong running = new AtomicLong();
    private final AtomicLong idle = new AtomicLong();
    private final FlushTimer timer =
            new FlushTimer(new FlushWhen.Adaptive(), running::get, () -> running.get() + idle.get());

    @Test
    void shouldFlushEachWhileIdleAndEverySecondWhileBusy() {
        assertThat(flushes(3, Duration.ofMillis(10))).isEqualTo(3);

        assertThat(flushes(250, Duration.ofMillis(1))).isEqualTo(2);

        assertThat(flushes(1, Duration.ofHours(1))).isEqualTo(1);
        assertThat(flushes(99, Duration.ZERO)).isZero();
        assertThat(flushes(1, Duration.ZERO)).isEqualTo(1);
    }

    /** After events that take 10 ms and have to be waited for as long as that. */
    private int flushes(int events, Duration waited) {
        int flushes = 0;
        for (int i = 0; i < events; i++) {
            idle.addAndGet(waited.toNanos());
            running.addAndGet(Duration.ofMillis(10).toNanos());
            if (timer.isDue()) {
                timer.begins();
                flushes++;
            }
        }
        return flushes;
    }
}
