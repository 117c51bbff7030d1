package dev.openruntime.sidecar.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openruntime.sidecar.RecordingContext;
import dev.openruntime.sidecar.SidecarException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Start, health, flush, stop, start again. */
@Timeout(60)
class DiscoveryLifeTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Duration LONG = Duration.ofSeconds(30);

    private final RecordingContext context = new RecordingContext();

    @Test
    void shouldKnowItsAddressBeforeItStartsAndKeepItWhenRestarted() throws Exception {
        Discovery discovery = discovery();
        Map<String, String> environment = discovery.environment();
        int port = port(discovery);

        for (int life = 0; life < 3; life++) {
            discovery.start(context);
            assertThat(discovery.environment()).isEqualTo(environment);
            assertThat(ask(port)).contains("orders");
            discovery.stop(LONG);
            assertThatNobodyListensOn(port);
        }

        assertThat(context.deaths).isEmpty();
    }

    @Test
    void shouldQueueCallersFromTheMomentTheAddressIsKnown() throws Exception {
        Discovery discovery = discovery();
        try (Socket early = new Socket(LOOPBACK, port(discovery))) {
            early.getOutputStream().write("GET /v1/services/orders HTTP/1.0\r\n\r\n".getBytes(UTF_8));

            discovery.start(context);

            assertThat(new String(early.getInputStream().readAllBytes(), UTF_8)).contains("orders");
        }
        discovery.stop(LONG);
    }

    @Test
    void shouldListenOnTheConfiguredPort() throws Exception {
        int port = freePort();
        Discovery discovery = discovery(port);
        assertThat(discovery.environment())
                .containsExactly(Map.entry("OPEN_RUNTIME_DISCOVERY", "http://127.0.0.1:" + port));

        discovery.start(context);

        assertThat(ask(port)).contains("orders");
        discovery.stop(LONG);
        assertThatNobodyListensOn(port);
    }

    @Test
    void shouldSayThatThePortIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK)) {
            Discovery discovery = discovery(other.getLocalPort());

            assertThatThrownBy(() -> discovery.start(context))
                    .isInstanceOf(SidecarException.class)
                    .hasMessageStartingWith("cannot listen on 127.0.0.1:" + other.getLocalPort() + ": ")
                    .hasMessageContaining("in use")
                    .hasMessageEndingWith("; set another `port`, or none for a free one");

            assertThat(discovery.health().healthy()).isFalse();
            discovery.stop(LONG);
        }
    }

    @Test
    void shouldBeHealthyWhileItServes() throws Exception {
        Discovery discovery = discovery();
        assertThat(discovery.health().healthy()).isFalse();

        discovery.start(context);
        assertThat(discovery.health().healthy()).isTrue();
        assertThat(discovery.health().detail()).isEqualTo("127.0.0.1:" + port(discovery) + " knows orders");
        ask(port(discovery));
        assertThat(discovery.health().healthy()).isTrue();

        discovery.stop(LONG);
        assertThat(discovery.health().healthy()).isFalse();
    }

    @Test
    void shouldHaveNothingToFlush() throws Exception {
        Discovery discovery = discovery();
        discovery.start(context);

        discovery.flush(Duration.ZERO);

        assertThat(ask(port(discovery))).contains("orders");
        discovery.stop(LONG);
    }

    @Test
    void shouldGiveThePortBackWhenStoppedBeforeItWasStarted() throws Exception {
        Discovery discovery = discovery();
        int port = port(discovery);

        discovery.stop(LONG);

        assertThatNobodyListensOn(port);
    }

    @Test
    void shouldCloseConnectionsWhenStopped() throws Exception {
        Discovery discovery = discovery();
        discovery.start(context);
        try (Socket idle = new Socket(LOOPBACK, port(discovery))) {
            idle.getOutputStream().write("GET /v1/services HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            assertThat(idle.getInputStream().read()).isEqualTo('H');

            discovery.stop(LONG);

            idle.getInputStream().readAllBytes();
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void shouldCloseThePortEvenWhenThereIsNoTime() throws Exception {
        Discovery discovery = discovery();
        discovery.start(context);

        discovery.stop(Duration.ZERO);

        assertThatNobodyListensOn(port(discovery));
    }

    private static Discovery discovery() {
        return Discovery.create(Map.of("services", Map.of("orders", List.of("127.0.0.1:7001"))));
    }

    private static Discovery discovery(int port) {
        Map<String, Object> with = new HashMap<>();
        with.put("port", port);
        with.put("services", Map.of("orders", List.of("127.0.0.1:7001")));
        return Discovery.create(with);
    }

    private static int port(Discovery discovery) {
        return URI.create(discovery.environment().getOrDefault("OPEN_RUNTIME_DISCOVERY", ""))
                .getPort();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
            return free.getLocalPort();
        }
    }

    private static String ask(int port) throws IOException {
        try (Socket socket = new Socket(LOOPBACK, port)) {
            socket.getOutputStream().write("GET /v1/services HTTP/1.0\r\n\r\n".getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static void assertThatNobodyListensOn(int port) {
        assertThatThrownBy(() -> new Socket(LOOPBACK, port).close()).isInstanceOf(ConnectException.class);
    }
}
