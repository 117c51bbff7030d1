package dev.openruntime.sidecar.metrics;

import static dev.openruntime.sidecar.metrics.Sending.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openruntime.sidecar.Certificate;
import dev.openruntime.sidecar.SidecarException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sent over TLS, to receivers that can be trusted and to others. */
@Timeout(120)
class TlsTest {

    @RegisterExtension
    final Sending sending = new Sending();

    @Test
    void shouldSendToWhoeverTheCertificatesVouchForAndToNobodyElse() throws Exception {
        Certificate certificate = Certificate.of(sending.folder(), "localhost", "DNS:localhost");
        Path nothing = Files.writeString(sending.folder().resolve("nothing.pem"), "");
        try (Collector collector = new Collector(certificate
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")))) {
            String url = "https://localhost:" + collector.port();
            String ca = certificate.pem().toString();

            assertThat(refusal(Map.of("url", url))).contains("cannot reach " + url, "certification path");
            assertThat(refusal(Map.of("url", "https://127.0.0.1:" + collector.port(), "ca", ca)))
                    .contains("127.0.0.1");
            assertThat(refusal(Map.of("url", url, "ca", nothing.toString())))
                    .contains("cannot use the certificates in " + nothing);
            assertThat(refusal(Map.of("url", url, "ca", "/nowhere/ca.pem")))
                    .contains("cannot use the certificates in /nowhere/ca.pem");
            assertThat(collector.bodies).isEmpty();

            Metrics metrics = sending.started(
                    Map.of("otlp", Map.of("url", url, "ca", ca), "pushgateway", Map.of("url", url, "ca", ca)));
            metrics.take("orders:1|c");
            metrics.flush(LONG);
            metrics.take("orders:1|c");
            metrics.stop(LONG);
            assertThat(collector.bodies).hasSize(4);
        }
    }

    /** It is kept, and there is no doubt that it is not there. */
    private String refusal(Map<String, Object> otlp) throws Exception {
        Metrics metrics = sending.next(Map.of("otlp", otlp));
        metrics.start(sending.context());
        metrics.take("orders:1|c");
        StringBuilder message = new StringBuilder();
        assertThatThrownBy(() -> metrics.flush(LONG))
                .isInstanceOf(SidecarException.class)
                .satisfies(e -> message.append(e.getMessage()));
        assertThat(metrics.health().detail()).contains("1 series for otlp");
        metrics.stop(LONG);
        return message.toString();
    }
}
