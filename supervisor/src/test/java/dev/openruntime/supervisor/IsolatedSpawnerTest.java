package dev.openruntime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openruntime.child.ChildRole;
import dev.openruntime.child.ChildSpec;
import dev.openruntime.child.LiveChild;
import dev.openruntime.child.RestartPolicy;
import dev.openruntime.child.Startup;
import dev.openruntime.child.StopSpec;
import dev.openruntime.health.Execution;
import dev.openruntime.health.Target;
import dev.openruntime.process.Command;
import dev.openruntime.process.OutputRelay;
import dev.openruntime.sidecar.Reservation;
import dev.openruntime.sidecar.catalog.BuiltIn;
import dev.openruntime.sidecar.isolated.Launch;
import dev.openruntime.telemetry.LateMeters;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Discovery in a process of its own. */
@Timeout(180)
final class IsolatedSpawnerTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Map<String, Object> WITH = Map.of("services", Map.of("orders", List.of("127.0.0.1:7001")));
    private static final ChildSpec SPEC = new ChildSpec(
            "discovery",
            ChildRole.SIDECAR,
            true,
            Map.of(),
            new Startup.SaysSo(LONG),
            new RestartPolicy(RestartPolicy.When.ALWAYS, Duration.ofMillis(100), 2, LONG, LONG),
            new StopSpec("TERM", LONG));

    private final List<String> signs = new CopyOnWriteArrayList<>();
    private final Reservation reservation = BuiltIn.DISCOVERY.reserve(WITH);
    private final IsolatedSpawner spawner = spawner(new Launch("discovery", "discovery", reservation.port(), WITH));
    private final List<LiveChild> children = new CopyOnWriteArrayList<>();

    @AfterEach
    void endAll() throws Exception {
        children.forEach(child -> assertThat(child.killTree()).isZero());
        reservation.close();
    }

    @Test
    void shouldServeAtTheSameAddressAgainAfterItWasKilled() throws Exception {
        LiveChild first = spawn(spawner);
        awaitSign("ready 127.0.0.1:" + reservation.port() + " knows orders");
        assertThat(status()).isEqualTo(200);

        ProcessHandle.of(first.pid().orElseThrow()).orElseThrow().destroyForcibly();
        awaitSign("exited exit 137 (128 + 9: SIGKILL)");
        assertThat(first.killTree()).isZero();
        children.remove(first);
        signs.clear();
        LiveChild _ = spawn(spawner);

        awaitSign("ready 127.0.0.1:" + reservation.port() + " knows orders");
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void shouldAnswerAndFlushAndStopWhenAsked() throws Exception {
        LiveChild child = spawn(spawner);
        awaitSign("ready 127.0.0.1:" + reservation.port() + " knows orders");

        spawner.flush(LONG);
        assertThat(health(LONG)).contains("knows orders");
        child.stop("TERM", Instant.now().plus(LONG));

        awaitSign("exited exit 0");
    }

    @Test
    void shouldBeKilledWhenItHangs() throws Exception {
        LiveChild child = spawn(spawner);
        awaitSign("ready 127.0.0.1:" + reservation.port() + " knows orders");
        long pid = child.pid().orElseThrow();
        assertThat(new ProcessBuilder("bash", "-c", "kill -STOP " + pid).start().waitFor())
                .isZero();

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> health(Duration.ofMillis(20))).isInstanceOf(IOException.class);
        }
        child.stop("TERM", Instant.now().plusMillis(100));

        assertThat(child.killTree()).isZero();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(ProcessHandle.of(pid)).isEmpty());
    }

    @Test
    void shouldSayWhyItCannotStart() throws Exception {
        try (ServerSocket stranger = new ServerSocket(0)) {
            int port = stranger.getLocalPort();

            LiveChild _ = spawn(spawner(new Launch("discovery", "discovery", port, WITH)));

            awaitSign("failed cannot listen on 127.0.0.1:" + port
                    + ": Address already in use; set another `port`, or none for a free one");
        }
    }

    private static IsolatedSpawner spawner(Launch launch) {
        Command command =
                new Command(OwnJvm.command(dev.openruntime.sidecar.isolated.Main.class), Map.of(), Path.of("/tmp"));
        return new IsolatedSpawner(command, launch, OutputRelay.toNowhere(), new LateMeters(), (_, _) -> true);
    }

    private String health(Duration within) throws IOException, InterruptedException {
        Target.Exec asked = (Target.Exec) spawner.liveness().target();
        try (Execution.Run run = asked.execution().start()) {
            return run.await(within);
        }
    }

    private int status() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + reservation.port() + "/v1/services/orders");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private LiveChild spawn(IsolatedSpawner by) throws Exception {
        LiveChild child =
                by.spawn(SPEC, 1, "isolated-test-" + ProcessHandle.current().pid(), new RecordedSigns(signs));
        children.add(child);
        return child;
    }

    private void awaitSign(String sign) {
        await().atMost(LONG).untilAsserted(() -> assertThat(signs).contains(sign));
    }
}
