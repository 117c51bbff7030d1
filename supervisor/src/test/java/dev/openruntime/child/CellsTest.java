package dev.openruntime.child;

import static dev.openruntime.child.Samples.BORN;
import static dev.openruntime.child.Samples.NOW;
import static dev.openruntime.child.Samples.PID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.child.ChildEffect.StartTimer;
import dev.openruntime.child.RestartPolicy.When;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cells of the table where it depends on the child's past or on what is declared of it. */
class CellsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final ChildEvent TREE_KILLED = Samples.event(ChildEvent.Kind.TREE_KILLED);

    @Test
    void shouldWaitWhenItDependsOnOthers() {
        ChildSpec plain = Samples.spec();
        ChildSpec dependent = new ChildSpec(
                "agent",
                plain.role(),
                true,
                Map.of("discovery", new Condition.Healthy()),
                plain.startup(),
                plain.restart(),
                plain.stop());

        Transition transition = Transitions.next(
                dependent, new ChildState.Idle(History.NONE), Samples.event(ChildEvent.Kind.START_REQUESTED));

        assertThat(transition).isEqualTo(Transition.to(new ChildState.Waiting(History.NONE)));
    }

    @Test
    void shouldBeReadyAtOnceWhenNothingElseIsDeclared() {
        ChildSpec spec = Samples.spec(new Startup.AtOnce(), When.ALWAYS);

        Transition transition =
                Transitions.next(spec, Samples.state(ChildState.Kind.SPAWNING), Samples.event(ChildEvent.Kind.SPAWNED));

        assertThat(transition.state().kind()).isEqualTo(ChildState.Kind.READY);
        assertThat(transition.effects())
                .startsWith(new ChildEffect.Report(new Notice.Spawned(1, NOW, PID)))
                .endsWith(new ChildEffect.Report(new Notice.Ready(1, NOW, "")));
    }

    @Test
    void shouldNotBeReadyBeforeItWasSpawnedWhenItSaysSoFromWithinItsSpawn() {
        ChildState.Starting starting = new ChildState.Starting(new History(1, 0, 1, Optional.empty()), NOW, PID);

        Transition transition = Transitions.next(Samples.spec(), starting, new ChildEvent.BecameReady(1, BORN, "x"));

        assertThat(transition.state())
                .isInstanceOfSatisfying(
                        ChildState.Ready.class,
                        ready -> assertThat(ready.readyAt()).isEqualTo(NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "ALWAYS,     EXITED,            BACKOFF",
        "ALWAYS,     ENDED_WELL,        BACKOFF",
        "ALWAYS,     LOAD_FAILED,       BACKOFF",
        "ALWAYS,     STARTUP_TIMED_OUT, BACKOFF",
        "ON_FAILURE, EXITED,            BACKOFF",
        "ON_FAILURE, ENDED_WELL,        COMPLETED",
        "ON_FAILURE, LOAD_FAILED,       BACKOFF",
        "ON_FAILURE, STARTUP_TIMED_OUT, BACKOFF",
        "NEVER,      EXITED,            FAILED",
        "NEVER,      ENDED_WELL,        COMPLETED",
        "NEVER,      LOAD_FAILED,       FAILED",
        "NEVER,      STARTUP_TIMED_OUT, FAILED",
    })
    void shouldFollowThePolicyAfterADeath(When when, Death.Cause cause, ChildState.Kind next) {
        ChildState dying = new ChildState.Dying(new History(1, 0, 1, Optional.empty()), BORN, Samples.death(cause));

        Transition transition = Transitions.next(Samples.spec(Samples.PROBE, when), dying, TREE_KILLED);

        assertThat(transition.state().kind()).isEqualTo(next);
        assertThat(transition.state().past().deaths()).isEqualTo(1);
        assertThat(transition.state().past().lastDeath().orElseThrow().lastLines())
                .containsExactly("cannot bind 4317");
    }

    @ParameterizedTest
    @CsvSource({"NEVER, FAILED", "ON_FAILURE, BACKOFF"})
    void shouldCountAFailedSpawnAsADeath(When when, ChildState.Kind next) {
        Transition transition = Transitions.next(
                Samples.spec(Samples.PROBE, when),
                Samples.state(ChildState.Kind.SPAWNING),
                Samples.event(ChildEvent.Kind.SPAWN_FAILED));

        assertThat(transition.state().kind()).isEqualTo(next);
        assertThat(transition.state().past().lastDeath().orElseThrow().reason())
                .isEqualTo("cannot run `agent`: No such file or directory");
    }

    @ParameterizedTest
    @CsvSource({"0, 100", "1, 200", "2, 400", "5, 3200", "6, 6400", "7, 10000", "70, 10000", "5000, 10000"})
    void shouldWaitLongerWithEachDeathInARow(int deathsBefore, long millis) {
        History past = new History(1, deathsBefore, 1, Optional.empty());
        ChildState dying = new ChildState.Dying(past, BORN, Samples.death(Death.Cause.EXITED));

        Transition transition = Transitions.next(Samples.spec(), dying, TREE_KILLED);

        Duration left = Duration.ofMillis(millis).minus(Duration.between(BORN, NOW));
        assertThat(transition.state()).isInstanceOf(ChildState.Backoff.class);
        assertThat(transition.effects()).contains(new StartTimer(TimerKind.BACKOFF, left));
    }

    @Test
    void shouldSpawnAtOnceWhenItLivedLongerThanItsBackoff() {
        ChildState dying = new ChildState.Dying(
                new History(1, 0, 0, Optional.empty()), NOW.minusSeconds(1), Samples.death(Death.Cause.EXITED));

        Transition transition = Transitions.next(Samples.spec(), dying, TREE_KILLED);

        assertThat(transition.effects()).endsWith(new ChildEffect.Spawn(2));
    }

    @Test
    void shouldForgetItsDeathsWhenReadyForLongEnough() {
        ChildState ready = Samples.state(ChildState.Kind.READY, new History(4, 3, 0, Optional.empty()));

        Transition transition =
                Transitions.next(Samples.spec(), ready, Samples.event(ChildEvent.Kind.HEALTHY_LONG_ENOUGH));

        assertThat(transition.state().past()).isEqualTo(new History(4, 0, 0, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"1, SPAWNING", "2, SPAWNING", "3, BACKOFF", "4, BACKOFF"})
    void shouldBackOffAfterAKillOnlyWhenTheLastThreeSpawnsNeverGotReady(int neverReady, ChildState.Kind next) {
        ChildState replacing =
                Samples.state(ChildState.Kind.REPLACING, new History(1, 0, neverReady, Optional.empty()));

        Transition transition = Transitions.next(Samples.spec(), replacing, TREE_KILLED);

        assertThat(transition.state().kind()).isEqualTo(next);
        assertThat(transition.state().past().deaths()).isZero();
    }

    @Test
    void shouldFailRatherThanRunTwiceWhenItsTreeCannotBeKilled() {
        ChildEvent halfKilled = new ChildEvent.TreeKilled(1, NOW, List.of(), 2);

        Transition afterDeath = Transitions.next(Samples.spec(), Samples.state(ChildState.Kind.DYING), halfKilled);
        Transition afterKill = Transitions.next(Samples.spec(), Samples.state(ChildState.Kind.REPLACING), halfKilled);

        assertThat(List.of(afterDeath.state(), afterKill.state()))
                .allSatisfy(state -> assertThat(state)
                        .isInstanceOfSatisfying(
                                ChildState.Failed.class,
                                failed -> assertThat(failed.death().reason())
                                        .endsWith("2 of its processes could not be killed")));
    }

    @Test
    void shouldKeepTheWordsOfAFailedLoadWhenTheExitIsSeenFirst() {
        ChildState neverReady = Samples.state(ChildState.Kind.DYING, new History(1, 0, 1, Optional.empty()));

        Transition transition =
                Transitions.next(Samples.spec(), neverReady, Samples.event(ChildEvent.Kind.LOAD_FAILED));

        assertThat(transition.state())
                .isInstanceOfSatisfying(
                        ChildState.Dying.class,
                        state -> assertThat(state.death().reason())
                                .isEqualTo("failed while loading: no module named agent"));
    }

    @Test
    void shouldPassOverAFailedLoadOfAChildThatHadBeenReady() {
        ChildState wasReady = Samples.state(ChildState.Kind.DYING, new History(1, 0, 0, Optional.empty()));

        Transition transition = Transitions.next(Samples.spec(), wasReady, Samples.event(ChildEvent.Kind.LOAD_FAILED));

        assertThat(transition).isEqualTo(Transition.to(wasReady));
    }

    @Test
    void shouldSayWhatTheProbeGotWhenStartupTakesTooLong() {
        Transition transition = Transitions.next(
                Samples.spec(),
                Samples.state(ChildState.Kind.STARTING),
                Samples.event(ChildEvent.Kind.STARTUP_TIMED_OUT));

        assertThat(transition.state())
                .isInstanceOfSatisfying(
                        ChildState.Dying.class,
                        state -> assertThat(state.death().reason())
                                .isEqualTo("killed: not ready within 3 s; GET :7070/ready: connection refused"));
    }

    @Test
    void shouldKillAtOnceWhenThereIsNoTimeToStop() {
        Transition transition = Transitions.next(
                Samples.spec(), Samples.state(ChildState.Kind.READY), new ChildEvent.StopRequested(NOW, Duration.ZERO));

        assertThat(transition.state().kind()).isEqualTo(ChildState.Kind.KILLING);
        assertThat(transition.effects())
                .containsExactly(
                        new ChildEffect.CancelTimer(TimerKind.HEALTHY),
                        new ChildEffect.StopProbes(),
                        new ChildEffect.KillTree());
    }

    @Test
    void shouldGiveNoMoreTimeToStopThanIsDeclared() {
        Transition transition = Transitions.next(
                Samples.spec(),
                Samples.state(ChildState.Kind.READY),
                new ChildEvent.StopRequested(NOW, Duration.ofHours(1)));

        Instant killAt = NOW.plusMillis(300);
        assertThat(transition.state())
                .isEqualTo(new ChildState.Stopping(transition.state().past(), killAt));
        assertThat(transition.effects()).contains(new ChildEffect.Signal("TERM", killAt));
    }

    @Test
    void shouldNotGrantMoreTimeWhenAskedToStopAgain() {
        ChildState stopping = Samples.state(ChildState.Kind.STOPPING);

        Transition transition =
                Transitions.next(Samples.spec(), stopping, new ChildEvent.StopRequested(NOW, Duration.ofHours(1)));

        assertThat(transition).isEqualTo(Transition.to(stopping));
    }

    @Test
    void shouldBeReadyOnlyWhenItHasEndedWellIfItIsAOneShot() {
        ChildSpec spec = Samples.spec(new Startup.Completes(), When.NEVER);
        ChildState spawning = Samples.state(ChildState.Kind.SPAWNING);

        Transition spawned = Transitions.next(spec, spawning, Samples.event(ChildEvent.Kind.SPAWNED));
        Transition ended = Transitions.next(spec, spawned.state(), new ChildEvent.Exited(1, NOW, new Exit.Status(0)));
        Transition gone = Transitions.next(spec, ended.state(), TREE_KILLED);

        assertThat(spawned.state().kind()).isEqualTo(ChildState.Kind.STARTING);
        assertThat(spawned.effects()).hasSize(1);
        assertThat(gone.state()).isInstanceOf(ChildState.Completed.class);
        assertThat(gone.state().past().completed()).isTrue();
        assertThat(gone.effects()).containsExactly(new ChildEffect.Report(new Notice.Completed(NOW)));
    }

    @Test
    void shouldWaitForItsLineWhenThatIsHowItBecomesReady() {
        ChildSpec spec = Samples.spec(new Startup.LogLine(Pattern.compile("listening"), LONG), When.ALWAYS);

        Transition transition =
                Transitions.next(spec, Samples.state(ChildState.Kind.SPAWNING), Samples.event(ChildEvent.Kind.SPAWNED));

        assertThat(transition.state().kind()).isEqualTo(ChildState.Kind.STARTING);
        assertThat(transition.effects()).endsWith(new StartTimer(TimerKind.STARTUP, LONG));
    }

    @ParameterizedTest
    @CsvSource({"ALWAYS, BACKOFF", "ON_FAILURE, BACKOFF", "NEVER, FAILED"})
    void shouldFollowThePolicyWhenItsLivenessProbeHasItKilled(When when, ChildState.Kind next) {
        ChildSpec spec = Samples.spec(Samples.PROBE, when);

        Transition dying = Transitions.next(
                spec, Samples.state(ChildState.Kind.UNREADY), Samples.event(ChildEvent.Kind.LIVENESS_FAILED));
        Transition dead = Transitions.next(spec, dying.state(), TREE_KILLED);

        assertThat(dead.state().kind()).isEqualTo(next);
        Death death = dead.state().past().lastDeath().orElseThrow();
        assertThat(death.cause()).isEqualTo(Death.Cause.NOT_ALIVE);
        assertThat(death.reason()).isEqualTo("killed: not alive: tcp :7070: connection refused");
    }

    @Test
    void shouldStartNoChecksWhereNoneAreDeclared() {
        ChildSpec spec = TestSpecs.worker("agent", ChildRole.SIDECAR);

        Transition transition = Transitions.next(
                spec, Samples.state(ChildState.Kind.STARTING), Samples.event(ChildEvent.Kind.BECAME_READY));

        assertThat(transition.effects()).doesNotContain(new ChildEffect.StartChecks());
    }

    @Test
    void shouldKeepHowItEndedWhenItIsReplacedOrStopped() {
        Transition replaced = Transitions.next(Samples.spec(), Samples.state(ChildState.Kind.REPLACING), TREE_KILLED);
        Transition stopped = Transitions.next(Samples.spec(), Samples.state(ChildState.Kind.KILLING), TREE_KILLED);

        assertThat(replaced.state().past().lastEnd()).hasValue(new End(NOW, "killed: timeout"));
        assertThat(replaced.state().past().restarts()).isEqualTo(1);
        assertThat(stopped.state().past().lastEnd()).hasValue(new End(NOW, "exit 0"));
    }

    @Test
    void shouldWaitForWhatItDependsOnAgainWhenItIsStartedAfterAStop() {
        ChildSpec spec = TestSpecs.dependent("agent", Map.of("discovery", new Condition.Healthy()));

        Transition transition = Transitions.next(
                spec, Samples.state(ChildState.Kind.STOPPED), Samples.event(ChildEvent.Kind.START_REQUESTED));

        assertThat(transition.state().kind()).isEqualTo(ChildState.Kind.WAITING);
    }
}
