package dev.openruntime.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.child.FakeSpawner.FakeChild;
import dev.openruntime.time.RunningTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DependencyTest {

    private static final Duration LONG = TestSpecs.LONG;
    private static final Startup SAYS_SO = new Startup.SaysSo(LONG);
    private static final Pattern MIGRATED = Pattern.compile("migrated [0-9]+ tables");

    private final Recorder recorder = new Recorder();
    private final List<SupervisedChild> declared = new ArrayList<>();
    private Children children = new Children("run", List.of(), TestSpecs.time(), new RunningTime());

    private FakeSpawner declare(
            String name, ChildRole role, Startup startup, RestartPolicy.When when, Map<String, Condition> on) {
        FakeSpawner spawner = new FakeSpawner();
        declared.add(new SupervisedChild(TestSpecs.spec(name, role, startup, when, on), spawner));
        return spawner;
    }

    private FakeSpawner declare(String name, Map<String, Condition> on) {
        return declare(name, ChildRole.SIDECAR, SAYS_SO, RestartPolicy.When.ALWAYS, on);
    }

    private FakeSpawner oneShot(String name, Map<String, Condition> on) {
        return declare(name, ChildRole.SIDECAR, new Startup.Completes(), RestartPolicy.When.NEVER, on);
    }

    private void run() {
        children = new Children("run", declared, TestSpecs.time(), new RunningTime());
        children.run(recorder);
    }

    private ChildState.Kind state(String name) {
        return children.status(name).state().kind();
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        assertThat(children.stop(LONG)).isTrue();
        assertThat(recorder.heard()).noneMatch(line -> line.contains("trouble"));
    }

    @Test
    void shouldSpawnEachOnlyWhenItsConditionHolds() throws Exception {
        FakeSpawner leaners = declare("leaner", Map.of("base", new Condition.Healthy()));
        FakeSpawner followers = declare("follower", Map.of("base", new Condition.Started()));
        FakeSpawner bases = declare("base", Map.of());
        run();

        FakeChild base = bases.next();
        followers.next();
        assertThat(state("leaner")).isEqualTo(ChildState.Kind.WAITING);
        assertThat(leaners.hasNext()).isFalse();
        base.signs().ready("");
        leaners.next();

        await().untilAsserted(() -> assertThat(recorder.heard())
                .containsSubsequence("base spawned 1", "follower spawned 1", "base ready 1", "leaner spawned 1"));
    }

    @Test
    void shouldSpawnAHandlerAfterTheSidecarAndASidecarAfterTheWorkerThatItDependsOn() throws Exception {
        FakeSpawner warmers = declare("warmer", Map.of("handler", new Condition.Healthy()));
        FakeSpawner handlers = declare(
                "handler",
                ChildRole.HANDLER,
                SAYS_SO,
                RestartPolicy.When.ALWAYS,
                Map.of("agent", new Condition.Healthy()));
        FakeSpawner agents = declare("agent", Map.of());
        run();

        FakeChild agent = agents.next();
        assertThat(state("handler")).isEqualTo(ChildState.Kind.WAITING);
        agent.signs().ready("");
        FakeChild handler = handlers.next();
        assertThat(state("warmer")).isEqualTo(ChildState.Kind.WAITING);
        handler.signs().ready("");
        warmers.next().signs().ready("");

        assertThat(children.awaitReady(List.of("warmer", "handler", "agent"), LONG))
                .isEmpty();
    }

    @Test
    void shouldGoOnWhenAOneShotHasCompletedAlsoIfThatWasLongAgo() throws Exception {
        FakeSpawner migrations = oneShot("migrate", Map.of());
        FakeSpawner bases = declare("base", Map.of());
        FakeSpawner apps =
                declare("app", Map.of("migrate", new Condition.Completed(), "base", new Condition.Healthy()));
        run();

        migrations.next().signs().exited(new Exit.Status(0));
        assertThat(children.awaitReady(List.of("migrate"), LONG)).isEmpty();
        children.restart("migrate", "once more");
        migrations.next();
        assertThat(apps.hasNext()).isFalse();
        bases.next().signs().ready("");
        apps.next();

        await().untilAsserted(() -> assertThat(recorder.heard())
                .containsSubsequence("migrate completed", "app spawned 1")
                .noneMatch(line -> line.startsWith("migrate died")));
    }

    @Test
    void shouldNotTakeAOneShotForReadyBeforeItHasCompleted() throws Exception {
        FakeSpawner migrations = oneShot("migrate", Map.of());
        run();
        migrations.next();
        await().until(() -> state("migrate") == ChildState.Kind.STARTING);

        assertThat(children.awaitReady(List.of("migrate"), Duration.ZERO))
                .singleElement()
                .satisfies(not -> assertThat(not.message()).contains("it has not ended yet"));
        assertThat(children.awaitReady("migrate", 0, Duration.ZERO))
                .as("an invocation doesn't wait for it")
                .isEmpty();
    }

    @Test
    void shouldGoOnWhenALineWasPrintedAlsoIfItsChildDiedSince() throws Exception {
        FakeSpawner migrations = declare("migrate", Map.of());
        FakeSpawner bases = declare("base", Map.of());
        FakeSpawner apps =
                declare("app", Map.of("migrate", new Condition.Logged(MIGRATED), "base", new Condition.Healthy()));
        run();
        FakeChild migration = migrations.next();

        assertThat(migration.signs().listens()).isTrue();
        migration.signs().printed("migrating");
        migration.signs().printed("has migrated 12 tables");
        assertThat(migration.signs().listens()).isFalse();
        migration.signs().exited(new Exit.Status(1));
        migrations.next();
        assertThat(apps.hasNext()).isFalse();
        bases.next().signs().ready("");

        apps.next();
    }

    @Test
    void shouldSpawnAtOnceWhenTheLineIsPrintedLast() throws Exception {
        FakeSpawner bases = declare("base", Map.of());
        FakeSpawner apps = declare("app", Map.of("base", new Condition.Logged(MIGRATED)));
        run();
        FakeChild base = bases.next();
        base.signs().ready("");
        assertThat(children.awaitReady(List.of("base"), LONG)).isEmpty();
        assertThat(apps.hasNext()).isFalse();

        base.signs().printed("migrated 3 tables");

        apps.next();
    }

    @Test
    void shouldBeReadyByALineOfItsOutput() throws Exception {
        FakeSpawner agents = declare(
                "agent",
                ChildRole.SIDECAR,
                new Startup.LogLine(Pattern.compile("listening on [0-9]+"), LONG),
                RestartPolicy.When.ALWAYS,
                Map.of());
        run();
        FakeChild agent = agents.next();
        await().until(() -> state("agent") == ChildState.Kind.STARTING);

        agent.signs().printed("starting");
        assertThat(children.awaitReady(List.of("agent"), Duration.ZERO))
                .singleElement()
                .satisfies(not -> assertThat(not.message())
                        .contains("it has not printed a line that matches /listening on [0-9]+/"));
        agent.signs().printed("now listening on 4317");
        agent.signs().printed("now listening on 4318");

        assertThat(children.awaitReady(List.of("agent"), LONG)).isEmpty();
        assertThat(recorder.heard()).contains("agent ready 1: printed \"now listening on 4317\"");
        agent.signs().exited(new Exit.Status(1));
        assertThat(agents.next().signs().listens())
                .as("again in the next spawn")
                .isTrue();
    }

    @Test
    void shouldLeaveDependentsAloneWhenWhatTheyDependOnDies() throws Exception {
        FakeSpawner leaners = declare("leaner", Map.of("base", new Condition.Healthy()));
        FakeSpawner bases = declare("base", Map.of());
        run();
        FakeChild base = bases.next();
        base.signs().ready("");
        leaners.next().signs().ready("");
        assertThat(children.awaitReady("leaner", 0, LONG)).isEmpty();

        base.signs().exited(new Exit.Status(1));
        bases.next();

        assertThat(children.awaitReady("leaner", 0, LONG)).isEmpty();
        assertThat(children.status("leaner").spawn()).isEqualTo(1);
    }

    @Test
    void shouldFailTheWaitAtOnceAndNameTheChainWhenAOneShotFails() throws Exception {
        declare("top", Map.of("middle", new Condition.Healthy()));
        declare("middle", Map.of("migrate", new Condition.Completed()));
        FakeSpawner migrations = oneShot("migrate", Map.of());
        run();

        migrations.next().signs().exited(new Exit.Status(3));
        List<NotReady> missing = children.awaitReady(List.of("top"), LONG);

        assertThat(missing).singleElement().satisfies(not -> {
            assertThat(not.hopeless()).isTrue();
            assertThat(not.message())
                    .isEqualTo("sidecar `top` is not ready: it waits for `middle`, which is not ready:"
                            + " it waits for `migrate`, which has not completed: exit 3"
                            + "; its last lines of output:\n  line of spawn 1");
        });
    }

    @Test
    void shouldFailTheWaitAtOnceWhenALineCanNeverBePrinted() throws Exception {
        declare("app", Map.of("migrate", new Condition.Logged(MIGRATED)));
        FakeSpawner migrations = oneShot("migrate", Map.of());
        run();

        migrations.next().signs().exited(new Exit.Status(0));
        List<NotReady> missing = children.awaitReady(List.of("app"), LONG);

        assertThat(missing)
                .singleElement()
                .satisfies(not -> assertThat(not.message())
                        .contains("it waits for `migrate`, which has not printed a line that matches /migrated"));
    }

    @Test
    void shouldFailTheWaitByNameWhenARequiredOneShotFails() throws Exception {
        FakeSpawner migrations = oneShot("migrate", Map.of());
        run();

        migrations.next().signs().exited(new Exit.Status(7));
        List<NotReady> missing = children.awaitReady(List.of("migrate"), LONG);

        assertThat(missing)
                .singleElement()
                .satisfies(not -> assertThat(not.message())
                        .isEqualTo("sidecar `migrate` is not ready: exit 7"
                                + "; its last lines of output:\n  line of spawn 1"));
    }

    @Test
    void shouldNameOnlyWhatIsToBeMendedWhenAllAreWaitedFor() throws Exception {
        declare("top", Map.of("middle", new Condition.Healthy(), "migrate", new Condition.Completed()));
        declare("middle", Map.of("migrate", new Condition.Completed()));
        FakeSpawner migrations = oneShot("migrate", Map.of());
        run();

        migrations.next().signs().exited(new Exit.Status(3));
        List<NotReady> missing = children.awaitReady(List.of("top", "middle", "migrate"), LONG);

        assertThat(missing).extracting(not -> not.spec().name()).containsExactly("migrate");
    }
}
