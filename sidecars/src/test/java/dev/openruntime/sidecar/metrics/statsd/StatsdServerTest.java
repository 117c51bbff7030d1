package dev.openruntime.sidecar.metrics.statsd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openruntime.sidecar.RecordingContext;
import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.sidecar.metrics.series.Measured;
import dev.openruntime.sidecar.metrics.series.SeriesStore;
import dev.openruntime.sidecar.metrics.series.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real datagrams. */
@Timeout(60)
class StatsdServerTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final SeriesStore store = new SeriesStore(1_000, 1 << 20);
    private final StatsdReader reader = new StatsdReader(store, /* signsMove= */ true);
    private final RecordingContext context = new RecordingContext();
    private final StatsdPort port = new StatsdPort(OptionalInt.empty());
    private final DatagramChannel sender = open();

    @AfterEach
    void close() throws IOException {
        sender.close();
        port.release();
        assertThat(context.deaths).isEmpty();
    }

    @Test
    void shouldHaveAllThatWasSentBeforeItWasDrained() throws Exception {
        StatsdServer server = StatsdServer.open(port, reader, context);
        for (int round = 1; round <= 200; round++) {
            for (int i = 0; i < 20; i++) {
                send("sent:1|c");
            }

            assertThat(server.drain(LONG)).isTrue();

            assertThat(sum()).isEqualTo(20);
        }
        server.close();
    }

    @Test
    void shouldTakeWhatComesWithoutBeingDrainedAndSayWhatItTook() throws Exception {
        StatsdServer server = StatsdServer.open(port, reader, context);

        send("sent:1|c\nsent:1|c\nbroken\n_e{1,1}:a|b");

        await().until(() -> store.size() == 1);
        assertThat(server.drain(LONG)).isTrue();
        assertThat(server.inWords())
                .isEqualTo(
                        "127.0.0.1:" + port.number()
                                + " took 4 lines, 1 events passed over, 1 malformed, the first: not name:value|type: \"broken\"");
        server.tell(context);
        server.tell(context);
        assertThat(context.counted).containsExactly("lines.malformed");
        server.close();
        assertThat(server.isServing()).isFalse();
    }

    @Test
    void shouldFindWhatWasSentBeforeItStarted() throws Exception {
        assertThat(port.number()).isPositive();
        send("sent:1|c");

        StatsdServer server = StatsdServer.open(port, reader, context);

        assertThat(server.drain(LONG)).isTrue();
        assertThat(sum()).isEqualTo(1);
        server.close();
    }

    @Test
    void shouldCountWhatTheKernelDropped() throws Exception {
        assertThat(port.number()).isPositive();
        String large = "sent:1|c|#padding:" + "x".repeat(8_000);
        for (int i = 0; i < 5_000; i++) {
            send(large); // nobody reads yet: the buffer runs full
        }

        StatsdServer server = StatsdServer.open(port, reader, context);
        assertThat(server.drain(LONG)).isTrue();
        server.tell(context);

        int received = sum();
        assertThat(received).isBetween(1, 4_999);
        assertThat(context.counted).containsExactly("datagrams.dropped " + (5_000 - received));
        assertThat(server.inWords()).endsWith(", the kernel dropped " + (5_000 - received) + " datagrams");
        server.close();
    }

    @Test
    void shouldServeAtTheSamePortAgainAndAgain() throws Exception {
        for (int life = 0; life < 3; life++) {
            StatsdServer server = StatsdServer.open(port, reader, context);
            send("sent:1|c");
            assertThat(server.drain(LONG)).isTrue();
            assertThat(sum()).isEqualTo(1);
            server.close();
        }
    }

    @Test
    void shouldGetEveryDatagramAtAPortThatAnotherProcessKeeps() throws Exception {
        try (DatagramChannel keeper = StatsdPort.keep(OptionalInt.empty())) {
            int kept = StatsdPort.portOf(keeper.getLocalAddress());
            for (int life = 0; life < 2; life++) {
                assertThatThrownBy(() -> open().bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), kept)))
                        .isInstanceOf(IOException.class);
                StatsdServer server = StatsdServer.open(StatsdPort.reserved(kept), reader, context);
                for (int i = 0; i < 100; i++) {
                    try (DatagramChannel another = open()) { // another address, which may hash to another socket
                        another.send(
                                ByteBuffer.wrap("sent:1|c".getBytes(UTF_8)),
                                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), kept));
                    }
                }
                assertThat(server.drain(LONG)).isTrue();
                assertThat(sum()).isEqualTo(100);
                server.close();
            }
        }
    }

    @Test
    void shouldSayThatThePortIsTaken() {
        StatsdPort taken = new StatsdPort(OptionalInt.of(port.number()));

        assertThatThrownBy(() -> StatsdServer.open(taken, reader, context))
                .isInstanceOf(SidecarException.class)
                .hasMessageStartingWith("cannot listen on 127.0.0.1:" + port.number() + " (UDP): ")
                .hasMessageEndingWith("; set another `statsd.port`, or none for a free one");
    }

    @Test
    void shouldFindTheDropsOfOurSocketsInTheTableOfTheKernel() {
        List<String> table = List.of(
                "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref"
                        + " pointer drops",
                "  157: 0100007F:1F90 00000000:0000 07 00000000:00000000 00:00000000 00000000  0 0 77 2 ffff 12",
                "  158: 00000000:1F90 00000000:0000 07 00000000:00000000 00:00000000 00000000  0 0 78 2 ffff 40",
                "  159: 0100007F:1F91 00000000:0000 07 00000000:00000000 00:00000000 00000000  0 0 79 2 ffff 7");

        assertThat(KernelDrops.of(8080, table)).isEqualTo(12);
        assertThat(KernelDrops.of(80, table)).isZero();
    }

    private void send(String datagram) throws IOException {
        sender.send(
                ByteBuffer.wrap(datagram.getBytes(UTF_8)),
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port.number()));
    }

    private int sum() {
        int sum = 0;
        for (Measured measured : store.take()) {
            sum += measured.value() instanceof Value.Amount amount ? (int) amount.amount() : 0;
        }
        return sum;
    }

    private static DatagramChannel open() {
        try {
            return DatagramChannel.open();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
