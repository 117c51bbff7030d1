package dev.openruntime.sidecar.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.sidecar.Certificate;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real etcd that wants to know who asks. */
@Timeout(120)
class EtcdAccessTest {

    private static final String PASSWORD = "pass word";

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void shouldBeAskedOverTlsByAUserAndForgiveItWhenItForgetsHim() throws Exception {
        Certificate certificate = Certificate.of(folder, "etcd", "IP:127.0.0.1");
        Map<String, Object> files = Map.of(
                "ca", certificate.pem().toString(),
                "certificate", certificate.pem().toString(),
                "key", certificate.key().toString());
        try (Etcd etcd = new Etcd(folder, certificate)) {
            etcd.put("/services/orders/a", "10.0.0.1:80");
            try (Asker asker = Asker.of(with(etcd, Map.of("tls", files)))) {
                await().untilAsserted(
                                () -> assertThat(asker.addresses("orders")).containsExactly("10.0.0.1:80"));
            }
            etcd.askWho("shop", PASSWORD);
            try (Asker asker = Asker.of(with(etcd, Map.of("tls", files, "user", "shop", "password", PASSWORD)))) {
                await().untilAsserted(
                                () -> assertThat(asker.addresses("orders")).containsExactly("10.0.0.1:80"));
                etcd.put("/services/orders/a", "10.0.0.2:80");
                await().untilAsserted(
                                () -> assertThat(asker.addresses("orders")).containsExactly("10.0.0.2:80"));

                etcd.server().kill(); // with all tokens that it has given
                etcd.startAgain();
                etcd.put("/services/orders/a", "10.0.0.3:80");
                await().untilAsserted(
                                () -> assertThat(asker.addresses("orders")).containsExactly("10.0.0.3:80"));
            }
            assertThat(failure(etcd, Map.of("tls", files, "user", "shop", "password", "no")))
                    .contains("cannot log in: " + etcd.address() + ": it answered 400: ", "authentication failed");
            assertThat(failure(etcd, Map.of("tls", files))).contains("it answered 403", "permission denied");
            assertThat(failure(etcd, Map.of("tls", true)))
                    .contains("cannot trust " + etcd.address(), "certification path");
            assertThat(failure(etcd, Map.of("tls", Map.of("ca", "nowhere.pem"))))
                    .contains("cannot use the files of `tls`");
        }
    }

    private static String failure(Etcd etcd, Map<String, Object> more) throws Exception {
        try (Asker asker = Asker.of(with(etcd, more))) {
            assertThat(asker.get("/v1/services/orders").statusCode()).isEqualTo(503);
            return asker.discovery().health().detail();
        }
    }

    private static Map<String, Object> with(Etcd etcd, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("servers", List.of(etcd.address()));
        return Map.of("within", "10s", "etcd", settings);
    }
}
