package dev.openruntime.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.child.FakeChecker.FakeCheck;
import dev.openruntime.child.FakeSpawner.FakeChild;
import dev.openruntime.health.Schedule;
import dev.openruntime.health.Target;
import dev.openruntime.time.RunningTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readiness and liveness of a child that is up. */
@Timeout(60)
class ChecksTest {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final PeriodicCheck READINESS =
            new PeriodicCheck(new Target.Tcp("127.0.0.1", 1), new Schedule(EVERY, EVERY, 3, 1));
    private static final PeriodicCheck LIVENESS =
            new PeriodicCheck(new Target.Tcp("127.0.0.1", 2), new Schedule(EVERY, EVERY, 3, 1));

    private static final InstantSource TIME = TestSpecs.time();
    private volatile Duration frozen = Duration.ZERO;
    private final FakeSpawner agents = new FakeSpawner();
    private final FakeChecker checks = new FakeChecker();
    private final Recorder recorder = new Recorder();
    private final ChildSpec plain = TestSpecs.worker("agent", ChildRole.SIDECAR);
    private final ChildSpec agent = new ChildSpec(
            "agent",
            plain.role(),
            true,
            Map.of(),
            plain.startup(),
            Optional.of(READINESS),
            Optional.of(LIVENESS),
            plain.restart(),
            plain.stop());
    private final Children children = new Children(
            "run",
            List.of(new SupervisedChild(agent, agents)),
            new Clocks(() -> TIME.instant().plus(frozen), new RunningTime()),
            checks);

    private FakeChild child() throws InterruptedException {
        FakeChild child = agents.next();
        assertThat(checks.hasNext()).as("probed before it is ready").isFalse();
        child.signs().ready("");
        assertThat(children.awaitReady("agent", 0, TestSpecs.LONG)).isEmpty();
        return child;
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        assertThat(children.stop(TestSpecs.LONG)).isTrue();
        assertThat(recorder.heard()).noneMatch(line -> line.contains("trouble"));
    }

    @Test
    void shouldNotBeReadyWhileItsReadinessProbeFailsAndGoOnRunning() throws Exception {
        children.run(recorder);
        child();
        FakeCheck readiness = checks.next();
        assertThat(readiness.check()).isSameAs(READINESS);

        readiness.listener().failed("tcp :1: connection refused");
        await().until(() -> children.status("agent").state().kind() == ChildState.Kind.UNREADY);

        assertThat(children.awaitReady("agent", 0, Duration.ZERO)).hasValueSatisfying(not -> {
            assertThat(not.hopeless()).isFalse();
            assertThat(not.reason()).isEqualTo("it is up, but its readiness probe says: tcp :1: connection refused");
        });
        readiness.listener().passed("tcp :1 open");
        assertThat(children.awaitReady("agent", 0, TestSpecs.LONG)).isEmpty();
        assertThat(readiness.stopped()).isFalse();
        assertThat(agents.hasNext()).isFalse();
        await().untilAsserted(() -> assertThat(recorder.heard())
                .containsSubsequence(
                        "agent ready 1", "agent unready 1: tcp :1: connection refused", "agent ready 1: tcp :1 open"));
    }

    @Test
    void shouldBeKilledAndSpawnedAgainWhenItsLivenessProbeFails() throws Exception {
        children.run(recorder);
        child();
        FakeCheck readiness = checks.next();
        FakeCheck liveness = checks.next();
        assertThat(liveness.check()).isSameAs(LIVENESS);

        liveness.listener().failed("tcp :2: no answer in time");
        FakeChild second = agents.next();

        assertThat(second.spawn()).isEqualTo(2);
        assertThat(readiness.stopped()).isTrue();
        assertThat(liveness.stopped()).isTrue();
        assertThat(checks.hasNext()).isFalse();
        await().untilAsserted(() -> assertThat(recorder.heard())
                .containsSubsequence("agent died 1: killed: not alive: tcp :2: no answer in time", "agent spawned 2"));
    }

    @Test
    void shouldPassOverTheAnswersOfAnEarlierSpawn() throws Exception {
        children.run(recorder);
        child().signs().exited(new Exit.Status(1));
        FakeCheck readiness = checks.next();
        FakeCheck liveness = checks.next();
        agents.next().signs().ready("");
        assertThat(children.awaitReady("agent", 1, TestSpecs.LONG)).isEmpty();

        readiness.listener().failed("late");
        liveness.listener().failed("late");
        children.start("agent"); // means nothing, and comes after them

        assertThat(children.awaitReady(List.of("agent"), TestSpecs.LONG)).isEmpty();
        assertThat(children.status("agent").spawn()).isEqualTo(2);
        assertThat(recorder.heard()).noneMatch(line -> line.contains("late"));
    }

    @Test
    void shouldStopProbingWhenItIsStopped() throws Exception {
        children.run(recorder);
        child();
        FakeCheck readiness = checks.next();
        FakeCheck liveness = checks.next();

        assertThat(children.stop(List.of("agent"), TestSpecs.LONG)).isTrue();

        assertThat(readiness.stopped()).isTrue();
        assertThat(liveness.stopped()).isTrue();
    }

    @Test
    void shouldAskAgainOnlyWhereTheLatestAnswerIsOldByWallTime() throws Exception {
        children.run(recorder);
        child();
        FakeCheck readiness = checks.next();
        readiness.answers(children.status("agent").since(), true, "tcp :1 open");
        await().until(() -> children.probes("agent").size() == 2);

        children.refreshReadiness(List.of("agent"), TestSpecs.LONG);
        assertThat(readiness.asked()).hasValue(0);

        frozen = Duration.ofHours(1);
        readiness.onRefresh(() -> readiness.listener().failed("tcp :1: connection refused"));
        children.refreshReadiness(List.of("agent"), TestSpecs.LONG);

        assertThat(readiness.asked()).hasValue(1);
        assertThat(children.status("agent").state().kind()).isEqualTo(ChildState.Kind.UNREADY);
    }

    @Test
    void shouldWaitForAFreshAnswerNoLongerThanItMay() throws Exception {
        children.run(recorder);
        child();
        FakeCheck readiness = checks.next();
        await().until(() -> children.probes("agent").size() == 2);
        frozen = Duration.ofHours(1);
        readiness.neverAnswers();

        children.refreshReadiness(List.of("agent"), Duration.ofMillis(20));

        assertThat(readiness.asked()).hasValue(1);
        assertThat(children.awaitReady("agent", 0, Duration.ZERO)).isEmpty();
    }

    @Test
    void shouldTellWhatItsProbesKnowWhileItIsUp() throws Exception {
        children.run(recorder);
        assertThat(children.probes("agent")).isEmpty();
        child();
        checks.next();
        checks.next();
        await().until(() -> children.probes("agent").size() == 2);

        assertThat(children.probes("agent"))
                .extracting(ProbeStatus::purpose)
                .containsExactly(ProbeStatus.Purpose.READINESS, ProbeStatus.Purpose.LIVENESS);
        assertThat(children.stop("agent", TestSpecs.LONG)).isTrue();
        assertThat(children.probes("agent")).isEmpty();
    }
}
