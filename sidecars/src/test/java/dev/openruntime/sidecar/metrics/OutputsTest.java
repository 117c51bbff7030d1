package dev.openruntime.sidecar.metrics;

import static dev.openruntime.sidecar.metrics.Sending.LONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.openruntime.sidecar.SidecarException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sent elsewhere than to the log, to receivers that behave and to others. */
@Timeout(60)
class OutputsTest {

    @RegisterExtension
    final Sending sending = new Sending();

    @Test
    void shouldSendToAllOutputsThoughOneOfThemHangs() throws Exception {
        Path file = sending.folder().resolve("metrics.jsonl");
        try (Collector hanging = new Collector();
                Collector gateway = new Collector()) {
            hanging.mood = Collector.Mood.HANGS;
            Metrics metrics = sending.started(Map.of(
                    "otlp", Map.of("url", hanging.url()),
                    "pushgateway", Map.of("url", gateway.url(), "job", "shop"),
                    "file", Map.of("path", file.toString()),
                    "emf", Map.of()));
            metrics.take("orders:2|c\ntook:5:7|ms");

            assertThatThrownBy(() -> metrics.flush(Duration.ofSeconds(3)))
                    .isInstanceOf(SidecarException.class)
                    .hasMessageContaining("to otlp");

            assertThat(new String(gateway.bodies.remove(), UTF_8))
                    .contains("orders_total 2.0\n", "took_milliseconds_sum 12.0\n");
            assertThat(Files.readString(file))
                    .contains(
                            "\"name\":\"orders\",\"kind\":\"counter\",\"unit\":\"Count\",\"tags\":{},\"value\":2.0}\n")
                    .contains("\"count\":2,\"sum\":12.0,\"min\":5.0,\"max\":7.0,\"p50\":5.0,");
            assertThat(sending.context().printed).hasSize(1);
            hanging.mood = Collector.Mood.ACCEPTS;
            metrics.stop(LONG);
            assertThat(hanging.bodies).hasSize(1);
            assertThat(Files.readAllLines(file)).hasSize(2);
        }
    }

    @Test
    void shouldSendStatsdOnceThoughNobodyListensForAWhile() throws Exception {
        int port;
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            port = taken.getLocalPort();
        }
        Metrics metrics = sending.started(Map.of("statsd", Map.of("address", "127.0.0.1:" + port)));
        metrics.take("orders:2|c|#shop:berlin\ndepth:1|g\ntook:1:1:5|ms");
        assertThatThrownBy(() -> metrics.flush(LONG)).isInstanceOf(SidecarException.class);
        metrics.take("orders:3|c|#shop:berlin\ndepth:-4|g\nusers:ada|s");

        try (DatagramSocket receiver = new DatagramSocket(port, InetAddress.ofLiteral("127.0.0.1"))) {
            metrics.flush(LONG);
            metrics.flush(LONG);

            DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
            receiver.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), UTF_8).lines())
                    .containsExactlyInAnyOrder(
                            "orders;shop=berlin:5|c",
                            "depth:0|g",
                            "depth:-3|g",
                            "took:1|ms",
                            "took:1|ms",
                            "took:5|ms",
                            "users:ada|s");
        }
        metrics.stop(LONG);
    }

    @Test
    void shouldBeReadByThePushgatewayWhateverIsPushedTwice() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        String url = "http://127.0.0.1:" + port;
        Process gateway = new ProcessBuilder("prometheus-pushgateway", "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(sending.folder().resolve("gateway.log").toFile())
                .start();
        try {
            Map<String, Object> to = Map.of("pushgateway", Map.of("url", url, "job", "web shop/é"));
            Metrics metrics = sending.started(to);
            metrics.take("orders:1|c|#shop:berlin"); // nobody may listen yet
            metrics.stop(Duration.ofMillis(1));
            Awaitility.await()
                    .atMost(LONG)
                    .ignoreExceptions()
                    .until(() -> !page(url).isEmpty());
            for (int life = 0; life < 2; life++) {
                metrics = sending.next(to);
                metrics.start(sending.context());
                for (int i = 0; i < 50; i++) {
                    metrics.take("orders:2|c|#shop:berlin\norders:1|c|#job:x,a.b:1,a-b:\"q\\\\\norders:4|g\ntook:" + i
                            + "|ms");
                    metrics.flush(LONG);
                }
                metrics.stop(LONG);
            }

            List<String> lines = page(url).lines().toList();
            assertThat(sum(lines, "orders_total{", "shop=\"berlin\"")).isEqualTo(201);
            assertThat(sum(lines, "orders_total{", "job_=\"x\"")).isEqualTo(100);
            assertThat(sum(lines, "orders{", "job=\"web shop/é\"")).isEqualTo(8);
            assertThat(sum(lines, "took_milliseconds_count{", "")).isEqualTo(100);
            assertThat(sum(lines, "took_milliseconds_sum{", "")).isCloseTo(2450, within(1e-6));
            assertThat(sending.leftBehind()).isEmpty();
        } finally {
            gateway.destroyForcibly().waitFor();
        }
    }

    private static double sum(List<String> lines, String start, String part) {
        return lines.stream()
                .filter(line -> line.startsWith(start) && line.contains(part))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String page(String url) throws IOException {
        try (var in = URI.create(url + "/metrics").toURL().openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
