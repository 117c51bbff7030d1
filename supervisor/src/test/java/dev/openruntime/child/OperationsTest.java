package dev.openruntime.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openruntime.child.FakeSpawner.FakeChild;
import dev.openruntime.time.RunningTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a person may do to single children. */
@Timeout(60)
class OperationsTest {

    private static final Duration LONG = TestSpecs.LONG;

    private final Recorder recorder = new Recorder();
    private final List<SupervisedChild> declared = new ArrayList<>();
    private final FakeSpawner agents = declare(TestSpecs.worker("agent", ChildRole.SIDECAR));
    private Children children = new Children("run", declared, TestSpecs.time(), new RunningTime());

    private FakeSpawner declare(ChildSpec spec) {
        FakeSpawner spawner = new FakeSpawner();
        declared.add(new SupervisedChild(spec, spawner));
        return spawner;
    }

    private void run() {
        children = new Children("run", declared, TestSpecs.time(), new RunningTime());
        children.run(recorder);
    }

    private FakeChild readyAgent() throws InterruptedException {
        FakeChild agent = agents.next();
        agent.signs().ready("");
        assertThat(children.awaitReady("agent", 0, LONG)).isEmpty();
        return agent;
    }

    private void awaitState(ChildState.Kind kind) {
        await().until(() -> children.status("agent").state().kind() == kind);
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        assertThat(children.stop(LONG)).isTrue();
        assertThat(recorder.heard()).noneMatch(line -> line.contains("trouble"));
    }

    @Test
    void shouldReplaceOneThatRunsAndCountItAsNotReadyFromTheCallOn() throws Exception {
        agents.clinging();
        run();
        FakeChild first = readyAgent();

        children.restart("agent", "restart");

        assertThat(children.awaitReady("agent", 0, Duration.ZERO)).isPresent();
        first.mayGo().countDown();
        FakeChild second = agents.next();
        second.mayGo().countDown();
        second.signs().ready("");
        assertThat(children.awaitReady("agent", 1, LONG)).isEmpty();
        History past = children.status("agent").state().past();
        assertThat(past.restarts()).isEqualTo(1);
        assertThat(past.deaths()).isZero();
        assertThat(past.lastEnd())
                .hasValueSatisfying(end -> assertThat(end.how()).isEqualTo("killed: restart"));
    }

    @Test
    void shouldStopOneThatStaysStoppedUntilItIsStarted() throws Exception {
        FakeSpawner leaners = declare(TestSpecs.dependent("leaner", Map.of("agent", new Condition.Healthy())));
        run();
        readyAgent();
        leaners.next().signs().ready("");

        assertThat(children.stop("agent", LONG)).isTrue();

        awaitState(ChildState.Kind.STOPPED);
        assertThat(children.awaitReady("leaner", 0, LONG)).isEmpty();
        assertThat(agents.hasNext()).isFalse();
        children.start("agent");
        assertThat(agents.next().spawn()).isEqualTo(2);
    }

    @Test
    void shouldStartAnewWhatWasStopped() throws Exception {
        run();
        readyAgent();
        assertThat(children.stop("agent", LONG)).isTrue();

        children.restart("agent", "restart");

        assertThat(agents.next().spawn()).isEqualTo(2);
    }

    @Test
    void shouldCutABackoffShort() throws Exception {
        declared.clear();
        FakeSpawner slow = declare(TestSpecs.slowToReturn("agent"));
        run();
        slow.next().signs().exited(new Exit.Status(1));
        awaitState(ChildState.Kind.BACKOFF);

        children.start("agent");
        slow.next().signs().exited(new Exit.Status(1));
        awaitState(ChildState.Kind.BACKOFF);
        children.restart("agent", "restart");

        assertThat(slow.next().spawn()).isEqualTo(3);
    }

    @Test
    void shouldStartAnewWhatHasFailed() throws Exception {
        declared.clear();
        FakeSpawner once = declare(TestSpecs.spec(
                "agent", ChildRole.SIDECAR, new Startup.Completes(), RestartPolicy.When.NEVER, Map.of()));
        run();
        once.next().signs().exited(new Exit.Status(1));
        awaitState(ChildState.Kind.FAILED);

        children.start("agent");
        once.next().signs().exited(new Exit.Status(0));
        awaitState(ChildState.Kind.COMPLETED);
        children.restart("agent", "restart");

        assertThat(once.next().spawn()).isEqualTo(3);
    }

    @Test
    void shouldStartAnewWhatIsJustBeingStopped() throws Exception {
        agents.deaf().clinging();
        run();
        FakeChild first = readyAgent();
        assertThat(children.stop("agent", Duration.ZERO)).isFalse();
        awaitState(ChildState.Kind.KILLING);
        agents.obedient();

        children.restart("agent", "restart");
        first.mayGo().countDown();

        FakeChild second = agents.next();
        second.mayGo().countDown();
        assertThat(second.spawn()).isEqualTo(2);
    }

    @Test
    void shouldStartNothingAnyMoreWhenAllWereStopped() throws Exception {
        run();
        readyAgent();
        assertThat(children.stop(LONG)).isTrue();

        children.restart("agent", "restart");
        children.start("agent");

        assertThat(children.stop(LONG)).isTrue();
        assertThat(agents.hasNext()).isFalse();
        assertThat(children.status("agent").state().kind()).isEqualTo(ChildState.Kind.STOPPED);
    }

    @Test
    void shouldRefuseNamesThatThereAreNot() {
        run();

        assertThatThrownBy(() -> children.restart("agnt", "restart")).hasMessageContaining("no child is called `agnt`");
        assertThatThrownBy(() -> children.start("agnt")).hasMessageContaining("no child is called `agnt`");
        assertThatThrownBy(() -> children.stop("agnt", LONG)).hasMessageContaining("no child is called `agnt`");
    }
}
