package dev.openruntime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.child.ChildRole;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.LiveChild;
import dev.openruntime.child.RestartPolicy;
import dev.openruntime.child.Startup;
import dev.openruntime.child.StopSpec;
import dev.openruntime.sidecar.Health;
import dev.openruntime.sidecar.Sidecar;
import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.telemetry.LateMeters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class EmbeddedSpawnerTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final ChildSpec SPEC = new ChildSpec(
            "discovery",
            ChildRole.SIDECAR,
            true,
            Map.of(),
            new Startup.SaysSo(LONG),
            new RestartPolicy(RestartPolicy.When.ALWAYS, Duration.ofMillis(100), 2, LONG, LONG),
            new StopSpec("TERM", LONG));

    private final List<String> signs = new CopyOnWriteArrayList<>();

    @Test
    void shouldBeReadyWhenTheSidecarHasStarted() throws Exception {
        spawn(new Scripted());

        awaitSigns("ready serves");
    }

    @Test
    void shouldReportAStartThatFailsInTheSidecarsOwnWords() throws Exception {
        spawn(new Scripted() {
            @Override
            public void start(SidecarContext context) throws SidecarException {
                throw new SidecarException("cannot bind 2772: address in use");
            }
        });

        awaitSigns("failed cannot bind 2772: address in use");
    }

    @Test
    void shouldTellOnceThatItBroke() throws Exception {
        spawn(new Scripted() {
            @Override
            public void start(SidecarContext context) {
                context.died("lost its source");
                context.died("again");
            }
        });

        awaitSigns("exited broke: lost its source", "ready serves");
    }

    @Test
    void shouldStopTheSidecarAndTellOfItsEnd() throws Exception {
        Scripted sidecar = new Scripted();
        LiveChild child = spawn(sidecar);
        awaitSigns("ready serves");

        child.stop("TERM", Instant.now().plus(LONG));

        awaitSigns("ready serves", "exited closed");
        assertThat(sidecar.stopped.getCount()).isZero();
    }

    @Test
    void shouldInterruptAStartThatHangsWhenItIsKilled() throws Exception {
        LiveChild child = spawn(new Scripted() {
            @Override
            public void start(SidecarContext context) throws InterruptedException {
                new CountDownLatch(1).await();
            }
        });

        child.killTree();

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(signs).hasSize(1).allMatch(sign -> sign.startsWith("exited")));
    }

    private LiveChild spawn(Sidecar sidecar) {
        return new EmbeddedSpawner(sidecar, new LateMeters(), (_, _) -> true)
                .spawn(SPEC, 1, "cookie", new RecordedSigns(signs));
    }

    private void awaitSigns(String... expected) {
        await().atMost(LONG).untilAsserted(() -> assertThat(signs).containsExactly(expected));
    }

    private static class Scripted implements Sidecar {

        final CountDownLatch stopped = new CountDownLatch(1);

        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public void start(SidecarContext context) throws SidecarException, InterruptedException {}

        @Override
        public Health health() {
            return Health.healthy("serves");
        }

        @Override
        public void flush(Duration within) {}

        @Override
        public void stop(Duration within) {
            stopped.countDown();
        }
    }
}
