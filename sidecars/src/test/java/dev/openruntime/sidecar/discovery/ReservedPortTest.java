package dev.openruntime.sidecar.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openruntime.sidecar.Reservation;
import dev.openruntime.sidecar.SidecarException;
import dev.openruntime.sidecar.loopback.LoopbackPort;
import dev.openruntime.sidecar.loopback.ReservedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A port that is kept for a process that comes, goes and comes again. */
class ReservedPortTest {

    private static final Map<String, Object> WITH = Map.of("services", Map.of("orders", List.of("127.0.0.1:7001")));

    @Test
    void shouldKeepThePortFromStrangersAndGiveItToItsOwnAgainAndAgain() throws Exception {
        try (Reservation reservation = Discovery.reserve(WITH)) {
            int port = reservation.port();
            assertThat(reservation.environment())
                    .containsExactly(Map.entry(Discovery.ADDRESS_VARIABLE, "http://127.0.0.1:" + port));

            for (int life = 0; life < 3; life++) {
                assertThatThrownBy(() -> new ServerSocket(port, 1, loopback())).isInstanceOf(IOException.class);
                assertThatThrownBy(() -> new Socket(loopback(), port)).isInstanceOf(IOException.class);
                ServerSocketChannel server = LoopbackPort.reserved("port", port).take();
                try (Socket caller = new Socket(loopback(), port)) {
                    server.accept().close(); // the side that closes first leaves a connection behind for a minute
                    assertThat(caller.getInputStream().read()).isEqualTo(-1);
                }
                server.close();
            }
        }
    }

    @Test
    void shouldLeaveItToTheSidecarToSayThatAConfiguredPortIsTaken() throws Exception {
        try (ServerSocket stranger = new ServerSocket(0, 1, loopback())) {
            int port = stranger.getLocalPort();
            Map<String, Object> with = Map.of("port", (long) port, "services", WITH.get("services"));

            try (Reservation reservation = Discovery.reserve(with)) {
                assertThat(reservation.port()).isEqualTo(port);
                assertThatThrownBy(() -> LoopbackPort.reserved("port", port).take())
                        .isInstanceOf(SidecarException.class)
                        .hasMessageContaining("cannot listen on 127.0.0.1:" + port);
            }
        }
    }

    private static InetAddress loopback() throws IOException {
        return ReservedPort.loopback();
    }
}
