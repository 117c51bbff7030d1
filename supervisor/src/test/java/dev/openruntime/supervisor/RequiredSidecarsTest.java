package dev.openruntime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.child.ChildRole;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.ChildState;
import dev.openruntime.child.Children;
import dev.openruntime.child.RestartPolicy;
import dev.openruntime.child.Startup;
import dev.openruntime.child.StopSpec;
import dev.openruntime.child.SupervisedChild;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Failure;
import dev.openruntime.time.RunningTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RequiredSidecarsTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration FROZEN = Duration.ofSeconds(5);

    private final List<String> probed = new CopyOnWriteArrayList<>();
    private final List<RequiredSidecars.Required> required = new ArrayList<>();
    private final List<SupervisedChild> supervised = new ArrayList<>();
    private Optional<Children> running = Optional.empty();
    private volatile Duration stood = Duration.ZERO;

    @AfterEach
    void stopAll() throws InterruptedException {
        if (running.isPresent()) {
            assertThat(running.get().stop(LONG)).isTrue();
        }
    }

    @Test
    void shouldLetTheEventInWhenAllAreReady() throws Exception {
        PuppetSpawner agent = sidecar("agent", LONG);
        RequiredSidecars gate = gate();
        agent.next().ready();
        awaitState("agent", ChildState.Kind.READY);

        assertThat(pass(gate)).isEmpty();
    }

    @Test
    void shouldLetTheEventInAsSoonAsTheOneThatWasDownIsReady() throws Exception {
        PuppetSpawner agent = sidecar("agent", LONG);
        RequiredSidecars gate = gate();
        PuppetSpawner.Puppet first = agent.next();
        first.ready();
        awaitState("agent", ChildState.Kind.READY);
        first.dies();
        PuppetSpawner.Puppet second = agent.next();

        CompletableFuture<Optional<Failure>> passing = CompletableFuture.supplyAsync(() -> pass(gate));
        second.ready();

        assertThat(passing.get(20, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void shouldNameTheOneThatIsNotReadyInTimeAndWhy() throws Exception {
        PuppetSpawner agent = sidecar("agent", SOON);
        RequiredSidecars gate = gate();
        PuppetSpawner.Puppet first = agent.next();
        first.ready();
        awaitState("agent", ChildState.Kind.READY);
        first.dies();
        PuppetSpawner.Puppet _ = agent.next();

        Failure failure = pass(gate).orElseThrow();

        assertThat(failure.errorType()).isEqualTo("OpenRuntime.SidecarUnavailable");
        assertThat(failure.errorMessage()).contains("required sidecar `agent` is not ready", "lost its socket");
        assertThat(failure.stage()).contains("sidecar agent");
    }

    @Test
    void shouldWaitForAllAtTheSameTimeAndFailWhenTheLeastPatientWaitIsOver() throws Exception {
        PuppetSpawner patient = sidecar("patient", LONG);
        PuppetSpawner impatient = sidecar("impatient", SOON);
        RequiredSidecars gate = gate();
        PuppetSpawner.Puppet _ = patient.next();
        PuppetSpawner.Puppet _ = impatient.next();

        CompletableFuture<Optional<Failure>> passing = CompletableFuture.supplyAsync(() -> pass(gate));

        assertThat(passing.get(LONG.toMillis() / 2, TimeUnit.MILLISECONDS).orElseThrow())
                .satisfies(failure -> {
                    assertThat(failure.stage()).contains("sidecar impatient");
                    assertThat(failure.errorMessage()).contains("`impatient`", "`patient`");
                });
    }

    @Test
    void shouldNotAddUpTheWaitsForSeveral() throws Exception {
        Duration readyWithin = Duration.ofSeconds(4);
        PuppetSpawner late = sidecar("late", readyWithin);
        PuppetSpawner missing = sidecar("missing", readyWithin);
        RequiredSidecars gate = gate();
        PuppetSpawner.Puppet comes = late.next();
        PuppetSpawner.Puppet _ = missing.next();

        long begin = System.nanoTime();
        CompletableFuture<Void> _ =
                CompletableFuture.runAsync(comes::ready, CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS));
        Optional<Failure> failure = pass(gate);

        assertThat(failure.orElseThrow().stage()).contains("sidecar missing");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(readyWithin.plusSeconds(2));
    }

    @Test
    void shouldFailAtOnceWhenItIsNotSpawnedBeforeTheWaitIsOver() throws Exception {
        PuppetSpawner agent = sidecar("agent", Duration.ofSeconds(10), backoff(Duration.ofMinutes(5)));
        RequiredSidecars gate = gate();
        PuppetSpawner.Puppet first = agent.next();
        first.ready();
        awaitState("agent", ChildState.Kind.READY);
        first.dies();
        awaitState("agent", ChildState.Kind.BACKOFF);

        CompletableFuture<Optional<Failure>> passing = CompletableFuture.supplyAsync(() -> pass(gate));

        assertThat(passing.get(8, TimeUnit.SECONDS).orElseThrow().errorMessage())
                .contains("lost its socket", "spawned again in");
    }

    @Test
    void shouldWaitThroughABackoffThatIsOverInTime() throws Exception {
        PuppetSpawner agent = sidecar("agent", LONG, backoff(Duration.ofSeconds(1)));
        RequiredSidecars gate = gate();
        PuppetSpawner.Puppet first = agent.next();
        first.ready();
        awaitState("agent", ChildState.Kind.READY);
        first.dies();
        await().atMost(LONG).until(() -> !isIn("agent", ChildState.Kind.READY));

        CompletableFuture<Optional<Failure>> passing = CompletableFuture.supplyAsync(() -> pass(gate));
        agent.next().ready();

        assertThat(passing.get(20, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void shouldFailAtOnceWhenItIsNotSpawnedAgain() throws Exception {
        PuppetSpawner agent = sidecar("agent", Duration.ofSeconds(10), never());
        RequiredSidecars gate = gate();
        PuppetSpawner.Puppet first = agent.next();
        first.ready();
        awaitState("agent", ChildState.Kind.READY);
        first.dies();
        awaitState("agent", ChildState.Kind.FAILED);

        CompletableFuture<Optional<Failure>> passing = CompletableFuture.supplyAsync(() -> pass(gate));

        assertThat(passing.get(8, TimeUnit.SECONDS).orElseThrow().errorMessage())
                .contains("lost its socket");
    }

    @Test
    void shouldEndTheWaitAtTheSoftDeadline() throws Exception {
        PuppetSpawner agent = sidecar("agent", Duration.ofMinutes(5));
        RequiredSidecars gate = gate();
        PuppetSpawner.Puppet _ = agent.next();

        CompletableFuture<Optional<Failure>> passing =
                CompletableFuture.supplyAsync(() -> gate.pass(Deadline.in(SOON)));

        assertThat(passing.get(20, TimeUnit.SECONDS)).isPresent();
    }

    @Test
    void shouldProbeAnewAfterAFreezeThoseThatHaveAProbeAndNobodyOtherwise() throws Exception {
        PuppetSpawner agent = sidecar("agent", LONG);
        PuppetSpawner probedToo = sidecar("probed", LONG);
        required.set(1, new RequiredSidecars.Required("probed", LONG, true));
        RequiredSidecars gate = gate();
        agent.next().ready();
        probedToo.next().ready();
        awaitState("agent", ChildState.Kind.READY);
        awaitState("probed", ChildState.Kind.READY);

        stood = Duration.ofMillis(20);
        Optional<Failure> soon = pass(gate);
        List<String> probedSoon = List.copyOf(probed);
        stood = FROZEN;
        Optional<Failure> thawed = pass(gate);

        assertThat(soon).isEmpty();
        assertThat(probedSoon).isEmpty();
        assertThat(thawed).isEmpty();
        assertThat(probed).containsExactly("probed");
    }

    private PuppetSpawner sidecar(String name, Duration readyWithin) {
        return sidecar(name, readyWithin, backoff(Duration.ofMillis(1)));
    }

    private PuppetSpawner sidecar(String name, Duration readyWithin, RestartPolicy restart) {
        PuppetSpawner spawner = new PuppetSpawner();
        ChildSpec spec = new ChildSpec(
                name, ChildRole.SIDECAR, true, Map.of(), new Startup.SaysSo(LONG), restart, new StopSpec("TERM", LONG));
        required.add(new RequiredSidecars.Required(name, readyWithin, false));
        supervised.add(new SupervisedChild(spec, spawner));
        return spawner;
    }

    private static RestartPolicy backoff(Duration backoff) {
        return new RestartPolicy(RestartPolicy.When.ALWAYS, backoff, 1, backoff, LONG);
    }

    private static RestartPolicy never() {
        return new RestartPolicy(RestartPolicy.When.NEVER, SOON, 1, SOON, LONG);
    }

    private RequiredSidecars gate() {
        Children children = new Children("run", supervised, InstantSource.system(), new RunningTime());
        running = Optional.of(children);
        children.run(new ChildListeners(List.of()));
        return new RequiredSidecars(children, required, (names, within) -> probed.addAll(names), () -> stood);
    }

    private void awaitState(String name, ChildState.Kind kind) {
        await().atMost(LONG).until(() -> isIn(name, kind));
    }

    private boolean isIn(String name, ChildState.Kind kind) {
        return running.orElseThrow().status(name).state().kind() == kind;
    }

    private static Optional<Failure> pass(RequiredSidecars gate) {
        return gate.pass(Deadline.in(LONG));
    }
}
