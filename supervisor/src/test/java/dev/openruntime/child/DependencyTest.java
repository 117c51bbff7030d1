package dev.openruntime.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DependencyTest {

    private final FakeSpawner bases = new FakeSpawner();
    private final FakeSpawner followers = new FakeSpawner();
    private final FakeSpawner leaners = new FakeSpawner();
    private final Recorder recorder = new Recorder();
    private Children children = create(RestartPolicy.When.ALWAYS);

    private Children create(RestartPolicy.When when) {
        ChildSpec base = TestSpecs.spec("base", ChildRole.SIDECAR, new Startup.SaysSo(TestSpecs.LONG), when, Map.of());
        return new Children(
                "run",
                List.of(
                        new SupervisedChild(TestSpecs.dependent("leaner", Map.of("base", Condition.HEALTHY)), leaners),
                        new SupervisedChild(
                                TestSpecs.dependent("follower", Map.of("base", Condition.STARTED)), followers),
                        new SupervisedChild(base, bases)),
                TestSpecs.time());
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        assertThat(children.stop(TestSpecs.LONG)).isTrue();
        assertThat(recorder.heard()).noneMatch(line -> line.contains("trouble"));
    }

    @Test
    void shouldSpawnEachOnlyWhenItsConditionHolds() throws Exception {
        children.run(recorder);

        FakeSpawner.FakeChild base = bases.next();
        followers.next();
        assertThat(children.status("leaner").state().kind()).isEqualTo(ChildState.Kind.WAITING);
        assertThat(leaners.hasNext()).isFalse();
        base.signs().ready("");
        leaners.next();

        await().untilAsserted(() -> assertThat(recorder.heard())
                .containsSubsequence("base spawned 1", "follower spawned 1", "base ready 1", "leaner spawned 1"));
    }

    @Test
    void shouldLeaveDependentsAloneWhenWhatTheyDependOnDies() throws Exception {
        children.run(recorder);
        FakeSpawner.FakeChild base = bases.next();
        base.signs().ready("");
        leaners.next().signs().ready("");
        assertThat(children.awaitReady("leaner", 0, TestSpecs.LONG)).isEmpty();

        base.signs().exited(new Exit.Status(1));
        bases.next();

        assertThat(children.awaitReady("leaner", 0, TestSpecs.LONG)).isEmpty();
        assertThat(children.status("leaner").spawn()).isEqualTo(1);
    }

    @Test
    void shouldFailTheWaitAtOnceForOneThatWaitsInVain() throws Exception {
        assertThat(children.stop(TestSpecs.LONG)).isTrue();
        children = create(RestartPolicy.When.NEVER);
        children.run(recorder);

        bases.next().signs().exited(new Exit.Status(3));
        List<NotReady> missing = children.awaitReady(List.of("leaner"), TestSpecs.LONG);

        assertThat(missing)
                .singleElement()
                .satisfies(not -> assertThat(not.message())
                        .startsWith("sidecar `leaner` is not ready: it waits for `base`, which is not ready: exit 3"));
    }
}
