package dev.openruntime.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.child.FakeSpawner.FakeChild;
import dev.openruntime.time.RunningTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StopTest {

    private static final Duration LONG = TestSpecs.LONG;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Recorder recorder = new Recorder();
    private final List<SupervisedChild> declared = new ArrayList<>();

    private FakeSpawner declare(ChildSpec spec) {
        FakeSpawner spawner = new FakeSpawner(asked);
        declared.add(new SupervisedChild(spec, spawner));
        return spawner;
    }

    private Children create() {
        return new Children("run", declared, TestSpecs.time(), new RunningTime());
    }

    @Test
    void shouldStopHandlerThenMiddlewareThenSidecarsAndDependentsFirst() throws Exception {
        FakeSpawner base = declare(TestSpecs.worker("base", ChildRole.SIDECAR));
        FakeSpawner top = declare(TestSpecs.dependent("top", Map.of("base", new Condition.Started())));
        declare(TestSpecs.worker("redact", ChildRole.MIDDLEWARE));
        declare(TestSpecs.worker("handler", ChildRole.HANDLER));
        Children children = create();
        children.run(recorder);
        base.next();
        top.next();
        await().until(() ->
                children.statuses().stream().allMatch(status -> status.state().kind() == ChildState.Kind.STARTING));

        boolean over = children.stop(LONG);

        assertThat(over).isTrue();
        assertThat(asked).containsExactly("handler TERM", "redact TERM", "top TERM", "base TERM");
        assertThat(recorder.heard()).contains("handler stopped: exit 0", "base stopped: exit 0");
    }

    @Test
    void shouldKillWhoDoesNotEndAndStayWithinTheBudget() throws Exception {
        declare(TestSpecs.worker("handler", ChildRole.HANDLER)).deaf();
        declare(TestSpecs.worker("agent", ChildRole.SIDECAR));
        Children children = create();
        children.run(recorder);

        boolean over = children.stop(Duration.ofSeconds(4));

        assertThat(over).isTrue();
        assertThat(asked).containsExactly("handler TERM", "agent TERM");
        assertThat(recorder.heard())
                .contains("handler stopped: killed: it had not ended in time", "agent stopped: exit 0");
    }

    @Test
    void shouldSayThatSomethingIsLeftWhenTheBudgetIsOverAndFinishWhenAskedAgain() throws Exception {
        FakeSpawner spawner =
                declare(TestSpecs.worker("agent", ChildRole.SIDECAR)).clinging();
        Children children = create();
        children.run(recorder);
        FakeChild agent = spawner.next();

        assertThat(children.stop(Duration.ofMillis(20))).isFalse();
        agent.mayGo().countDown();

        assertThat(children.stop(LONG)).isTrue();
        assertThat(children.stop(LONG)).isTrue();
    }

    @Test
    void shouldSpawnNothingAnyMoreWhenAnotherDiesDuringTheStop() throws Exception {
        FakeSpawner handlers =
                declare(TestSpecs.worker("handler", ChildRole.HANDLER)).clinging();
        FakeSpawner agents = declare(TestSpecs.worker("agent", ChildRole.SIDECAR));
        Children children = create();
        children.run(recorder);
        FakeChild handler = handlers.next();
        FakeChild agent = agents.next();

        assertThat(children.stop(Duration.ZERO)).isFalse();
        agent.signs().exited(new Exit.Status(1));
        handler.mayGo().countDown();

        assertThat(children.stop(LONG)).isTrue();
        assertThat(handlers.hasNext()).isFalse();
        assertThat(agents.hasNext()).isFalse();
    }

    @Test
    void shouldSpawnNothingAnyMoreWhenAChildIsInBackoff() throws Exception {
        ChildSpec slow = Samples.spec(new Startup.AtOnce(), RestartPolicy.When.ALWAYS);
        FakeSpawner spawner = declare(slow).refusing("cannot run `agent`: No such file or directory");
        Children children = create();
        children.run(recorder);
        await().until(() -> children.status("agent").state().kind() == ChildState.Kind.BACKOFF);

        assertThat(children.stop(LONG)).isTrue();

        assertThat(children.status("agent").state().kind()).isEqualTo(ChildState.Kind.STOPPED);
        assertThat(spawner.hasNext()).isFalse();
    }

    @Test
    void shouldStopWhatWasSpawnedFirstWhenItNeverRan() throws Exception {
        FakeSpawner spawner = declare(TestSpecs.worker("handler", ChildRole.HANDLER));
        declare(TestSpecs.worker("agent", ChildRole.SIDECAR));
        Children children = create();
        children.spawnFirst(List.of("handler"));
        spawner.next();

        assertThat(children.stop(LONG)).isTrue();
        children.spawnFirst(List.of("agent"));
        children.run(recorder);

        assertThat(asked).containsExactly("handler TERM");
        assertThat(children.status("agent").state().kind()).isEqualTo(ChildState.Kind.STOPPED);
    }

    @Test
    void shouldLeaveTheOthersWhenOnlySomeAreStopped() throws Exception {
        FakeSpawner handlers = declare(TestSpecs.worker("handler", ChildRole.HANDLER));
        FakeSpawner agents = declare(TestSpecs.worker("agent", ChildRole.SIDECAR));
        Children children = create();
        children.run(recorder);
        handlers.next().signs().ready("");
        agents.next().signs().ready("");

        assertThat(children.stop(List.of("handler"), LONG)).isTrue();

        assertThat(children.awaitReady("agent", 0, LONG)).isEmpty();
        assertThat(children.awaitReady("handler", 0, LONG))
                .hasValueSatisfying(not -> assertThat(not.message()).contains("it was stopped"));
        assertThat(handlers.hasNext()).isFalse();
        assertThat(children.stop(LONG)).isTrue();
    }
}
