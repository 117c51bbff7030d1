package dev.openruntime.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openruntime.child.FakeSpawner.FakeChild;
import dev.openruntime.testing.Uncaught;
import dev.openruntime.time.RunningTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChildrenTest {

    private static final Duration LONG = TestSpecs.LONG;

    private final FakeSpawner agents = new FakeSpawner();
    private final FakeSpawner handlers = new FakeSpawner();
    private final ChildSpec agent = TestSpecs.worker("agent", ChildRole.SIDECAR);
    private final ChildSpec handler = TestSpecs.worker("handler", ChildRole.HANDLER);
    private final Recorder recorder = new Recorder();
    private final Children children = new Children(
            "run",
            List.of(new SupervisedChild(agent, agents), new SupervisedChild(handler, handlers)),
            TestSpecs.time(),
            new RunningTime());

    @AfterEach
    void stopAll() throws InterruptedException {
        assertThat(children.stop(LONG)).isTrue();
        assertThat(recorder.heard()).noneMatch(line -> line.contains("trouble"));
    }

    @Test
    void shouldSpawnTheFirstOnTheCallersThreadAndTellOnlyWhenRun() throws Exception {
        children.spawnFirst(List.of("handler"));

        FakeChild first = handlers.next();
        assertThat(first.cookie()).isEqualTo("run-handler-1");
        assertThat(agents.hasNext()).isFalse();
        assertThat(children.status("handler").state().kind()).isEqualTo(ChildState.Kind.STARTING);
        first.signs().ready("index.handler");

        children.run(recorder);
        agents.next().signs().ready("");

        assertThat(children.awaitReady(List.of("agent", "handler"), LONG)).isEmpty();
        assertThat(recorder.heard())
                .as("told before the wait ends")
                .startsWith("handler spawned 1")
                .contains("handler ready 1: index.handler", "agent spawned 1", "agent ready 1");
        assertThat(recorder.threads()).allMatch(thread -> thread.getName().equals("children"));
    }

    @Test
    void shouldSpawnAgainWhenAChildDied() throws Exception {
        children.run(recorder);
        FakeChild first = readyAgent();

        first.signs().exited(new Exit.Status(0));
        FakeChild second = agents.next();
        second.signs().ready("");

        assertThat(second.spawn()).isEqualTo(2);
        assertThat(children.awaitReady("agent", 1, LONG)).isEmpty();
        await().untilAsserted(() -> assertThat(recorder.heard())
                .containsSubsequence("agent ready 1", "agent died 1: exit 0", "agent spawned 2", "agent ready 2"));
    }

    @Test
    void shouldCountAsNotReadyFromTheKillOnAndBeReplacedOnceItsTreeIsGone() throws Exception {
        agents.clinging();
        children.run(recorder);
        FakeChild first = readyAgent();

        children.kill("agent", 1, "timeout");

        Optional<NotReady> at = children.awaitReady("agent", 0, Duration.ZERO);
        assertThat(at).hasValueSatisfying(not -> assertThat(not.hopeless()).isFalse());
        await().until(() -> children.status("agent").state().kind() == ChildState.Kind.REPLACING);
        assertThat(agents.hasNext()).isFalse();

        first.mayGo().countDown();
        FakeChild second = agents.next();
        second.mayGo().countDown();
        second.signs().ready("");
        assertThat(children.awaitReady("agent", 0, LONG)).isEmpty();
        await().untilAsserted(() -> assertThat(recorder.heard())
                .containsSubsequence("agent killed 1: timeout", "agent spawned 2", "agent ready 2")
                .noneMatch(line -> line.contains("died")));
    }

    @Test
    void shouldNotHitTheNextSpawnWhenAKillComesLate() throws Exception {
        children.run(recorder);
        readyAgent().signs().exited(new Exit.Status(1));
        agents.next().signs().ready("");
        assertThat(children.awaitReady("agent", 1, LONG)).isEmpty();

        children.kill("agent", 1, "timeout");

        assertThat(children.stop(List.of("handler"), LONG)).isTrue(); // so the kill has been handled
        assertThat(children.awaitReady("agent", 1, Duration.ZERO)).isEmpty();
        assertThat(children.status("agent").spawn()).isEqualTo(2);
    }

    @Test
    void shouldFailTheWaitAtOnceWithTheChildsWordsWhenItFailedToLoad() throws Exception {
        children.run(recorder);
        handlers.next().signs().failed("Runtime.ImportModuleError: no module named index");

        List<NotReady> missing = children.awaitReady(List.of("handler", "agent"), LONG);

        assertThat(missing).singleElement().satisfies(not -> {
            assertThat(not.hopeless()).isTrue();
            assertThat(not.message())
                    .startsWith("handler `handler` is not ready: ")
                    .contains("failed while loading: Runtime.ImportModuleError: no module named index")
                    .endsWith("its last lines of output:\n  line of spawn 1");
        });
    }

    @Test
    void shouldFailTheWaitAtOnceWhenAChildCannotBeSpawned() throws Exception {
        handlers.refusing("cannot run `nodd`: No such file or directory");
        children.run(recorder);

        List<NotReady> missing = children.awaitReady(List.of("handler", "agent"), LONG);

        assertThat(missing)
                .singleElement()
                .satisfies(not -> assertThat(not.message()).contains("cannot run `nodd`: No such file or directory"));
    }

    @Test
    void shouldNameAllThatAreMissingWhenTheWaitIsOver() throws Exception {
        children.run(recorder);
        agents.next();

        List<NotReady> missing = children.awaitReady(List.of("agent", "handler"), Duration.ofMillis(50));

        assertThat(missing).extracting(not -> not.spec().name()).containsExactly("agent", "handler");
        assertThat(missing.getFirst().message())
                .startsWith("sidecar `agent` is not ready: spawned ")
                .contains("ago; it has not said that it is")
                .contains("line of spawn 1");
    }

    @Test
    void shouldTellTheOtherThingsWhenAListenerThrows() throws Exception {
        Uncaught uncaught = new Uncaught();

        uncaught.run(() -> children.run(recorder.throwingOn("agent spawned 1")));
        readyAgent();

        await().untilAsserted(() -> assertThat(recorder.heard()).contains("agent ready 1"));
        assertThat(uncaught.await()).hasMessage("agent spawned 1");
    }

    @Test
    void shouldSleepWhileNothingIsDue() throws Exception {
        children.run(recorder);
        readyAgent();
        handlers.next().signs().ready("");
        assertThat(children.awaitReady(List.of("agent", "handler"), LONG)).isEmpty();

        Thread thread = threadNamed("children");

        await().until(() -> thread.getState() == Thread.State.WAITING); // for no timer
        assertThat(children.stop(LONG)).isTrue();
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void shouldRefuseUnknownNamesAndCircles() {
        SupervisedChild lonely =
                new SupervisedChild(TestSpecs.dependent("a", Map.of("b", new Condition.Started())), agents);
        SupervisedChild other =
                new SupervisedChild(TestSpecs.dependent("b", Map.of("a", new Condition.Started())), agents);

        assertThatThrownBy(() -> new Children("run", List.of(lonely), TestSpecs.time(), new RunningTime()))
                .hasMessageContaining("no child is called `b`");
        assertThatThrownBy(() -> new Children("run", List.of(lonely, other), TestSpecs.time(), new RunningTime()))
                .hasMessageContaining("in a circle: a, b");
        assertThatThrownBy(() -> new Children("run", List.of(lonely, lonely), TestSpecs.time(), new RunningTime()))
                .hasMessageContaining("two children are called `a`");
    }

    private FakeChild readyAgent() throws InterruptedException {
        FakeChild first = agents.next();
        first.signs().ready("");
        assertThat(children.awaitReady("agent", 0, LONG)).isEmpty();
        return first;
    }

    private static Thread threadNamed(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
