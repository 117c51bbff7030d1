package dev.openruntime.sidecar.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names of a real DNS server, dnsmasq. */
@Timeout(120)
class DnsTest {

    private static final String[] RECORDS = {
        "local-ttl=60",
        "local=/test/",
        "auth-server=ns.test",
        "host-record=orders.test,10.0.0.2,fd00::2",
        "host-record=orders.test,10.0.0.1",
        "host-record=six.test,fd00::6",
        "cname=alias.test,orders.test",
        "srv-host=_pay._tcp.test,b.test,8002,10,30",
        "srv-host=_pay._tcp.test,a.test,8001,10,70",
        "srv-host=_pay._tcp.test,c.test,8003,20,0",
        "host-record=a.test,10.0.1.1",
        "host-record=b.test,10.0.1.2",
        "host-record=c.test,10.0.1.3",
    };

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void shouldAnswerByAddressesAliasesAndInstances() throws Exception {
        try (Dnsmasq dns = new Dnsmasq(folder, RECORDS);
                Asker asker = Asker.of(with(
                        dns,
                        Map.of(
                                "orders", "orders.test:80",
                                "six", "six.test:80",
                                "alias", "alias.test:81",
                                "pay", "_pay._tcp.test",
                                "nobody", "nobody.test:80")))) {
            assertThat(asker.addresses("orders"))
                    .containsExactly("10.0.0.1:80", "10.0.0.2:80", "fd00:0:0:0:0:0:0:2:80");
            assertThat(asker.addresses("six")).containsExactly("fd00:0:0:0:0:0:0:6:80");
            assertThat(asker.addresses("alias")).contains("10.0.0.1:81", "10.0.0.2:81");
            assertThat(asker.addresses("pay")).containsExactly("10.0.1.1:8001", "10.0.1.2:8002", "10.0.1.3:8003");
            JsonNode endpoints = asker.json("/v1/services/pay").path("endpoints");
            assertThat(endpoints.findValuesAsText("weight")).containsExactly("70", "30", "0");
            assertThat(endpoints.findValuesAsText("priority")).containsExactly("10", "10", "20");
            assertThat(endpoints.findValuesAsText("source")).containsOnly("dns");
            assertThat(asker.get("/v1/services/nobody").statusCode()).isEqualTo(404);
            assertThat(asker.json("/v1/services").path("services").findValuesAsText("name"))
                    .containsExactlyInAnyOrder("orders", "six", "alias", "pay");

            long asked = asker.counted("refreshes");
            for (int i = 0; i < 20; i++) {
                assertThat(asker.addresses("orders")).hasSize(3);
            }
            assertThat(asker.counted("refreshes")).isEqualTo(asked);
        }
    }

    @Test
    void shouldAskAgainWhenTheTimeToLiveIsOverAndNotBefore() throws Exception {
        try (Dnsmasq dns = new Dnsmasq(folder, "local-ttl=2", "host-record=orders.test,10.0.0.1");
                Asker asker = Asker.of(with(dns, Map.of("orders", "orders.test:80")))) {
            assertThat(asker.addresses("orders")).containsExactly("10.0.0.1:80");
            long asked = asker.counted("refreshes");

            dns.serve("local-ttl=60", "host-record=orders.test,10.0.0.2");

            await().untilAsserted(() -> assertThat(asker.addresses("orders")).containsExactly("10.0.0.2:80"));
            assertThat(asker.counted("refreshes"))
                    .as("asked once more in two seconds")
                    .isEqualTo(asked + 1);
        }
    }

    @Test
    void shouldNeverGiveAnAnswerPastItsTimeWhileTheServerIsThere() throws Exception {
        try (Dnsmasq dns = new Dnsmasq(folder, "local-ttl=0", "host-record=orders.test,10.0.0.1");
                Asker asker = Asker.of(with(dns, Map.of("orders", "orders.test:80")))) {
            for (int i = 1; i < 6; i++) {
                assertThat(asker.addresses("orders")).containsExactly("10.0.0." + i + ":80");
                dns.serve("local-ttl=0", "host-record=orders.test,10.0.0." + (i + 1));
            }
        }
    }

    @Test
    void shouldGiveStaleAnswersWithTheirAgeWhileTheServerIsDownAndFreshOnesWhenItIsBack() throws Exception {
        try (Dnsmasq dns = new Dnsmasq(folder, "local-ttl=1", "host-record=orders.test,10.0.0.1");
                Asker asker = Asker.of(with(dns, Map.of("orders", "orders.test:80", "late", "late.test:80")))) {
            assertThat(asker.first("orders").path("health").asText()).isEqualTo("healthy");

            dns.stop();
            await().until(() -> asker.first("orders").path("health").asText().equals("unknown"));

            JsonNode stale = asker.first("orders");
            assertThat(stale.path("host").asText()).isEqualTo("10.0.0.1");
            assertThat(stale.path("ageMs").asLong()).isGreaterThanOrEqualTo(1_000);
            assertThat(asker.get("/v1/services/late").statusCode()).isEqualTo(503);
            assertThat(asker.discovery().health().healthy()).isTrue();
            assertThat(asker.discovery().health().detail()).contains("cannot ask DNS for orders.test");

            dns.serve("local-ttl=1", "host-record=orders.test,10.0.0.2", "host-record=late.test,10.0.0.3");
            await().untilAsserted(() -> assertThat(asker.addresses("orders")).containsExactly("10.0.0.2:80"));
            await().untilAsserted(() -> assertThat(asker.addresses("late")).containsExactly("10.0.0.3:80"));
            assertThat(asker.first("orders").path("health").asText()).isEqualTo("healthy");
        }
    }

    @Test
    void shouldForgetSoonThatThereIsNoSuchName() throws Exception {
        try (Dnsmasq dns = new Dnsmasq(folder, "local=/test/");
                Asker asker = Asker.of(with(dns, Map.of("orders", "orders.test:80", "pay", "_pay._tcp.test")))) {
            assertThat(asker.get("/v1/services/orders").statusCode()).isEqualTo(404);
            assertThat(asker.get("/v1/services/pay").statusCode()).isEqualTo(404);
            long asked = asker.counted("refreshes");
            assertThat(asker.get("/v1/services/orders").statusCode()).isEqualTo(404);
            assertThat(asker.counted("refreshes")).isEqualTo(asked);

            dns.serve("host-record=orders.test,10.0.0.1");

            await().untilAsserted(() -> assertThat(asker.addresses("orders")).containsExactly("10.0.0.1:80"));
        }
    }

    @Test
    void shouldTakeAnAnswerThatIsTooLongForADatagramAndTheNextServerWhenOneIsDown() throws Exception {
        String[] records = IntStream.rangeClosed(1, 400)
                .mapToObj(i -> "host-record=many.test,10.1." + i / 250 + "." + (i % 250 + 1))
                .toArray(String[]::new);
        try (Dnsmasq dns = new Dnsmasq(folder, records);
                Asker asker = Asker.of(Map.of(
                        "within",
                        "10s",
                        "dns",
                        Map.of(
                                "servers", List.of("127.0.0.1:" + Server.freePort(), dns.address()),
                                "services", Map.of("many", "many.test:80"))))) {
            assertThat(asker.addresses("many")).hasSize(400);
        }
    }

    private static Map<String, Object> with(Dnsmasq dns, Map<String, Object> services) {
        return Map.of("within", "10s", "dns", Map.of("servers", List.of(dns.address()), "services", services));
    }
}
