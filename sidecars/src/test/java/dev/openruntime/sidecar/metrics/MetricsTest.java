package dev.openruntime.sidecar.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openruntime.sidecar.RecordingContext;
import dev.openruntime.sidecar.Reservation;
import dev.openruntime.sidecar.SidecarException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Start, take, flush, stop, start again. */
@Timeout(60)
class MetricsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final ObjectMapper json = new ObjectMapper();
    private final RecordingContext context = new RecordingContext();
    private final Metrics metrics = Metrics.create(Map.of("namespace", "Shop"));

    @Test
    void shouldTellChildrenWhereItIsBeforeItStarts() throws Exception {
        Map<String, String> environment = metrics.environment();

        String port = environment.getOrDefault("STATSD_PORT", "");
        assertThat(environment)
                .containsEntry("OPEN_RUNTIME_STATSD", "127.0.0.1:" + port)
                .containsEntry("STATSD_HOST", "127.0.0.1")
                .containsEntry("DD_AGENT_HOST", "127.0.0.1")
                .containsEntry("DD_DOGSTATSD_PORT", port);
        metrics.start(context);
        assertThat(metrics.environment()).isEqualTo(environment);
        metrics.stop(LONG);
    }

    @Test
    void shouldPrintWhatWasSentBeforeTheFlushAndNothingIfNothingWas() throws Exception {
        metrics.start(context);
        metrics.flush(LONG);
        assertThat(context.printed).isEmpty();

        send("orders:1|c");
        metrics.flush(LONG);
        send("orders:2|c");
        send("orders:3|c");
        metrics.flush(LONG);
        metrics.flush(LONG);

        assertThat(context.printed).hasSize(2);
        assertThat(printed("orders")).isEqualTo(6);
        assertThat(context.counted).isEmpty();
        metrics.stop(LONG);
    }

    @Test
    void shouldTakeLinesFromWithinBeforeItStartsToo() throws Exception {
        metrics.take("orders:1|c");
        metrics.start(context);
        metrics.take("orders:1|c\norders:1|c");

        metrics.flush(LONG);

        assertThat(printed("orders")).isEqualTo(3);
        metrics.stop(LONG);
    }

    @Test
    void shouldKeepWhatTheLogDoesNotTakeAndPrintItOnceLater() throws Exception {
        metrics.start(context);
        for (int i = 0; i < 5; i++) {
            send("orders:1|c|#n:" + i);
        }
        context.takesLines = 2;

        assertThatThrownBy(() -> metrics.flush(LONG))
                .isInstanceOf(SidecarException.class)
                .hasMessage("cannot send all to emf: the log stands still; what is left is kept for the next flush");
        assertThat(metrics.health().detail()).contains("; 3 series for emf, last flush ", " (the log stands still)");
        context.takesLines = Integer.MAX_VALUE;
        metrics.flush(LONG);

        assertThat(context.printed).hasSize(5);
        assertThat(printed("orders")).isEqualTo(5);
        metrics.stop(LONG);
    }

    @Test
    void shouldKeepEverythingWhenAFlushIsInterrupted() throws Exception {
        metrics.start(context);
        send("orders:1|c");

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> metrics.flush(LONG)).isInstanceOf(InterruptedException.class);

        assertThat(context.printed).isEmpty();
        metrics.flush(LONG);
        assertThat(printed("orders")).isEqualTo(1);
        metrics.stop(LONG);
    }

    @Test
    void shouldPrintTheRestWhenStoppedAndGoOnInTheNextLife() throws Exception {
        metrics.start(context);
        send("orders:1|c");
        metrics.stop(LONG);
        assertThat(printed("orders")).isEqualTo(1);
        assertThat(metrics.health().healthy()).isFalse();

        metrics.start(context);
        assertThat(metrics.health().healthy()).isTrue();
        send("orders:1|c");
        metrics.stop(Duration.ZERO);
        assertThat(printed("orders")).isEqualTo(1);

        metrics.start(context);
        metrics.stop(LONG);
        assertThat(printed("orders")).isEqualTo(2);
        assertThat(context.deaths).isEmpty();
    }

    @Test
    void shouldCountWhatItDropsByName() throws Exception {
        Metrics small = Metrics.create(Map.of("namespace", "Shop", "limits", Map.of("series", 2)));
        small.start(context);
        for (int i = 0; i < 5; i++) {
            send(small, "many:1|c|#n:" + i);
        }

        small.flush(LONG);

        assertThat(context.counted).containsExactly("values.dropped 3");
        assertThat(small.health().detail()).endsWith(", 3 values dropped (many 3)");
        assertThat(context.printed).hasSize(2);
        small.stop(LONG);
    }

    @Test
    void shouldBeFoundAtTheReservedPortInAProcessOfItsOwn() throws Exception {
        Map<String, Object> with = Map.of("namespace", "Shop");
        try (Reservation reservation = Metrics.reserve(with)) {
            Metrics isolated = Metrics.createReserved(with, reservation.port());
            isolated.start(context);
            assertThat(isolated.environment()).isEqualTo(reservation.environment());
            send(isolated, "orders:1|c");

            isolated.flush(LONG);

            assertThat(printed("orders")).isEqualTo(1);
            isolated.stop(LONG);
        }
    }

    private void send(String line) throws IOException {
        send(metrics, line);
    }

    private static void send(Metrics to, String line) throws IOException {
        int port = Integer.parseInt(to.environment().getOrDefault("STATSD_PORT", ""));
        byte[] bytes = line.getBytes(UTF_8);
        try (DatagramSocket sender = new DatagramSocket()) {
            sender.send(new DatagramPacket(bytes, bytes.length, InetAddress.ofLiteral("127.0.0.1"), port));
        }
    }

    private int printed(String name) throws IOException {
        int sum = 0;
        for (String line : context.printed) {
            JsonNode record = json.readTree(line);
            assertThat(record.at("/_aws/CloudWatchMetrics/0/Namespace").textValue())
                    .isEqualTo("Shop");
            sum += record.path(name).intValue();
        }
        return sum;
    }
}
