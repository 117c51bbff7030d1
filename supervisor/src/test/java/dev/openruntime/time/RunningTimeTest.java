package dev.openruntime.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunningTimeTest {

    private final AtomicLong nanoTime = new AtomicLong(77);
    private final RunningTime time = new RunningTime(nanoTime::get);

    @Test
    void passesWhileItGoes() {
        long before = time.nanos();

        nanoTime.addAndGet(5);

        assertThat(time.nanos() - before).isEqualTo(5);
    }

    @Test
    void doesNotPassWhileItStands() {
        long before = time.nanos();

        nanoTime.addAndGet(5);
        time.stand();
        nanoTime.addAndGet(1_000);
        time.stand();
        nanoTime.addAndGet(1_000);
        long whileStanding = time.nanos();
        time.go();
        nanoTime.addAndGet(7);
        time.go();

        assertThat(whileStanding - before).isEqualTo(5);
        assertThat(time.nanos() - before).isEqualTo(12);
    }

    @Test
    void aSleeperWhoseTimeStandsWakesOnlyWhenTheRestHasPassed() throws InterruptedException {
        RunningTime real = new RunningTime();
        CountDownLatch slept = new CountDownLatch(1);
        real.stand();
        Thread sleeper = Thread.ofPlatform().start(() -> {
            try {
                real.sleep(Duration.ofMillis(1));
                slept.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        await().until(() -> sleeper.getState() == Thread.State.WAITING);
        assertThat(slept.getCount()).isOne();
        real.go();

        assertThat(slept.await(30, TimeUnit.SECONDS)).isTrue();
        sleeper.join();
    }

    @Test
    void whoAwaitsItsGoingIsWokenByIt() throws InterruptedException {
        time.stand();
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                time.awaitGoing();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        await().until(() -> waiting.getState() == Thread.State.WAITING);
        time.go();
        waiting.join(Duration.ofSeconds(30));

        assertThat(waiting.isAlive()).isFalse();
    }
}
