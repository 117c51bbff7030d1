package dev.openruntime.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.child.FakeSpawner.FakeChild;
import dev.openruntime.time.RunningTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time as the lifecycle sees it, on a clock that only the test moves. */
@Timeout(60)
class LifecycleTest {

    private record Posted(String child, ChildEvent event) {}

    private final FakeSpawner spawner = new FakeSpawner();
    private final BlockingQueue<Posted> posted = new LinkedBlockingQueue<>();
    private Instant now = Samples.BORN;
    private long runningNanos;
    private final RunningTime running = new RunningTime(() -> runningNanos);
    private final Lifecycle lifecycle = new Lifecycle(
            "run",
            List.of(new SupervisedChild(
                    Samples.spec(new Startup.SaysSo(Duration.ofSeconds(3)), RestartPolicy.When.ALWAYS), spawner)),
            new Clocks(() -> now, running),
            new FakeChecker(),
            new Board(),
            (child, event) -> posted.add(new Posted(child, event)));

    @Test
    void shouldWakeForNothingBeforeItIsStarted() {
        assertThat(lifecycle.alarms().nextDue()).isEmpty();
    }

    @Test
    void shouldSpawnNoEarlierThanTheBackoffAfterTheLastSpawn() throws Exception {
        lifecycle.startAll();
        exit(spawner.next(), Duration.ofMillis(30));
        assertThat(state()).isEqualTo(ChildState.Kind.BACKOFF);

        pass(Duration.ofMillis(69));
        assertThat(state()).isEqualTo(ChildState.Kind.BACKOFF);
        assertThat(lifecycle.alarms().nextDue()).hasValue(Samples.BORN.plusMillis(100));

        pass(Duration.ofMillis(1));
        assertThat(state()).isEqualTo(ChildState.Kind.STARTING);
        assertThat(spawner.next().spawn()).isEqualTo(2);
    }

    @Test
    void shouldDoubleTheBackoffUntilReadyForLongEnough() throws Exception {
        lifecycle.startAll();
        exit(spawner.next(), Duration.ZERO);
        pass(Duration.ofMillis(100));
        exit(spawner.next(), Duration.ZERO);
        pass(Duration.ofMillis(199));
        assertThat(state()).isEqualTo(ChildState.Kind.BACKOFF);
        pass(Duration.ofMillis(1));

        FakeChild third = spawner.next();
        third.signs().ready("");
        handlePosted();
        pass(Duration.ofSeconds(30));
        exit(third, Duration.ZERO);
        exit(spawner.next(), Duration.ZERO);

        assertThat(lifecycle.alarms().nextDue()).hasValue(now.plusMillis(200));
    }

    @Test
    void shouldKillAndSpawnAgainWhenStartupTakesTooLong() throws Exception {
        lifecycle.startAll();
        spawner.next();

        pass(Duration.ofMillis(2999));
        assertThat(state()).isEqualTo(ChildState.Kind.STARTING);
        pass(Duration.ofMillis(1));
        assertThat(state()).isEqualTo(ChildState.Kind.DYING);
        handlePosted(); // its exit
        handlePosted(); // its tree is gone

        assertThat(state()).isEqualTo(ChildState.Kind.STARTING);
        assertThat(spawner.next().spawn()).isEqualTo(2);
        Optional<Death> death = lifecycle.seat("agent").state().past().lastDeath();
        assertThat(death.orElseThrow().reason()).startsWith("killed: not ready within 3 s; it has not said that it is");
    }

    @Test
    void shouldWakeForNothingWhileReady() throws Exception {
        lifecycle.startAll();
        ready(spawner.next());

        assertThat(lifecycle.alarms().nextDue()).isEmpty();
    }

    @Test
    void shouldNotCountTheTimeThatStandsAsTimeOfBeingReady() throws Exception {
        lifecycle.startAll();
        exit(spawner.next(), Duration.ZERO);
        pass(Duration.ofMillis(100));
        FakeChild second = spawner.next();
        ready(second);
        pass(Duration.ofSeconds(29));
        running.stand();
        pass(Duration.ofHours(1));
        running.go();

        assertThat(deaths()).isEqualTo(1);
        pass(Duration.ofMillis(999));
        assertThat(deaths()).isEqualTo(1);
        pass(Duration.ofMillis(1));
        assertThat(deaths()).isZero();
    }

    @Test
    void shouldWakeForABackoffThatIsDueWhileTimeStandsAndSpawnOnce() throws Exception {
        lifecycle.startAll();
        exit(spawner.next(), Duration.ZERO);
        running.stand();
        assertThat(lifecycle.alarms().nextDue()).hasValue(now.plusMillis(100));

        pass(Duration.ofHours(1)); // frozen all along, and thawed

        assertThat(spawner.next().spawn()).isEqualTo(2);
        assertThat(spawner.hasNext()).isFalse();
        assertThat(state()).isEqualTo(ChildState.Kind.STARTING);
    }

    @Test
    void shouldGiveAFreshTimeToStartWhenEverybodyWasFrozenInTheMiddleOfIt() throws Exception {
        lifecycle.startAll();
        spawner.next();
        pass(Duration.ofMillis(100));

        pass(Duration.ofHours(1)); // frozen

        assertThat(state()).isEqualTo(ChildState.Kind.STARTING);
        assertThat(lifecycle.alarms().nextDue()).hasValue(now.plusSeconds(3));
        pass(Duration.ofSeconds(3));
        assertThat(state()).isEqualTo(ChildState.Kind.DYING);
    }

    @Test
    void shouldKillWhoStopsTooSlowlyAlsoWhenThatIsNoticedLate() throws Exception {
        lifecycle.startAll();
        spawner.deaf();
        ready(spawner.next());
        lifecycle.handle("agent", new ChildEvent.RestartRequested(now, "restart"));
        while (state() != ChildState.Kind.STARTING) {
            handlePosted();
        }
        lifecycle.handle("agent", new ChildEvent.StopRequested(now, Duration.ofMillis(100)));

        pass(Duration.ofHours(1));

        assertThat(state()).isEqualTo(ChildState.Kind.KILLING);
    }

    @Test
    void shouldHaveNoTimerLeftWhenStopped() throws Exception {
        lifecycle.startAll();
        spawner.next().signs().ready("");
        handlePosted();
        lifecycle.handle("agent", new ChildEvent.StopRequested(now, Duration.ofSeconds(1)));
        handlePosted(); // its exit
        while (state() != ChildState.Kind.STOPPED) {
            handlePosted();
        }

        assertThat(lifecycle.alarms().nextDue()).isEmpty();
    }

    private void ready(FakeChild child) throws InterruptedException {
        child.signs().ready("");
        handlePosted();
    }

    private int deaths() {
        return lifecycle.seat("agent").state().past().deaths();
    }

    private ChildState.Kind state() {
        return lifecycle.seat("agent").state().kind();
    }

    private void pass(Duration time) {
        now = now.plus(time);
        runningNanos += time.toNanos();
        lifecycle.forgiveHealthy();
        lifecycle.fireDue();
    }

    /** Lets a child exit after a time, and its tree be gone at once. */
    private void exit(FakeChild child, Duration after) throws InterruptedException {
        now = now.plus(after);
        child.signs().exited(new Exit.Status(1));
        int spawn = child.spawn();
        while (lifecycle.seat("agent").state().past().spawns() == spawn && state() != ChildState.Kind.BACKOFF) {
            handlePosted();
        }
    }

    private void handlePosted() throws InterruptedException {
        Posted next = posted.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was posted");
        }
        lifecycle.handle(next.child(), next.event());
    }
}
