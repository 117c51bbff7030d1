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

    @Test
    void aSleeperIsWokenWhetherTimeStandsOrGoes() throws InterruptedException {
        for (boolean standing : new boolean[] {true, false}) {
            RunningTime.Sleeper sleeper = time.new Sleeper();
            Thread sleeping = sleep(sleeper, Long.MAX_VALUE);
            if (standing) {
                time.stand();
            } else {
                time.go();
            }

            sleeper.wake();
            sleeping.join(Duration.ofSeconds(30));

            assertThat(sleeping.isAlive()).isFalse();
        }
    }

    @Test
    void aWakeBeforeTheSleepEndsItAtOnceAndOnlyOnce() throws InterruptedException {
        RunningTime.Sleeper sleeper = time.new Sleeper();
        sleeper.wake();
        sleeper.wake();

        sleeper.sleepUntil(Long.MAX_VALUE);
        Thread second = sleep(sleeper, Long.MAX_VALUE);

        await().until(() -> second.getState() != Thread.State.RUNNABLE);
        assertThat(second.isAlive()).isTrue();
        sleeper.wake();
        second.join();
    }

    @Test
    void aSleeperWhoseMomentHasComeSleepsOnWhileTimeStands() throws InterruptedException {
        time.stand();
        Thread sleeping = sleep(time.new Sleeper(), 0);

        await().until(() -> sleeping.getState() == Thread.State.WAITING);
        time.go();
        sleeping.join(Duration.ofSeconds(30));

        assertThat(sleeping.isAlive()).isFalse();
    }

    private static Thread sleep(RunningTime.Sleeper sleeper, long nanos) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                sleeper.sleepUntil(nanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
