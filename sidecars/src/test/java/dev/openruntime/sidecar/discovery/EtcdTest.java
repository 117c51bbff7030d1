package dev.openruntime.sidecar.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.sidecar.RecordingContext;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys of a real etcd. */
@Timeout(120)
class EtcdTest {

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void shouldFollowKeysAsTheyComeChangeAndGo() throws Exception {
        try (Etcd etcd = new Etcd(folder)) {
            etcd.put("/services/orders/a", "10.0.0.1:80");
            etcd.put(
                    "/services/orders/b",
                    "{\"address\":\"10.0.0.2:80\",\"weight\":5,\"healthy\":false,\"zone\":\"x\"}");
            etcd.put("/services/go/1", "{\"Op\":0,\"Addr\":\"10.0.0.3:80\",\"Metadata\":null}");
            etcd.put("/services/bad/1", "nowhere");
            etcd.put("/servicesx/other/1", "10.0.0.4:80");
            try (Asker asker = Asker.of(with(etcd))) {
                assertThat(asker.addresses("orders")).containsExactly("10.0.0.1:80", "10.0.0.2:80");
                JsonNode second =
                        asker.json("/v1/services/orders").path("endpoints").path(1);
                assertThat(second.path("weight").asInt()).isEqualTo(5);
                assertThat(second.path("health").asText()).isEqualTo("unhealthy");
                assertThat(second.path("source").asText()).isEqualTo("etcd");
                assertThat(asker.addresses("go")).containsExactly("10.0.0.3:80");
                assertThat(asker.json("/v1/services").path("services").findValuesAsText("name"))
                        .containsExactlyInAnyOrder("orders", "go");

                etcd.put("/services/orders/a", "10.0.0.9:80");
                etcd.delete("/services/orders/b");
                await().untilAsserted(
                                () -> assertThat(asker.addresses("orders")).containsExactly("10.0.0.9:80"));

                etcd.put("/services/short/a", "10.0.0.5:80", 1);
                await().untilAsserted(() -> assertThat(asker.addresses("short")).containsExactly("10.0.0.5:80"));
                await().until(() -> asker.get("/v1/services/short").statusCode() == 404);
            }
        }
    }

    @Test
    void shouldTellWatchersWithoutBeingAskedAndFollowEndpointsThatFlap() throws Exception {
        try (Etcd etcd = new Etcd(folder);
                Asker asker = Asker.of(with(etcd))) {
            etcd.put("/services/orders/a", "10.0.0.0:80");
            JsonNode at = asker.json("/v1/services/orders/watch");
            for (int i = 1; i <= 20; i++) {
                CompletableFuture<HttpResponse<String>> change = asker.send("/v1/services/orders/watch?wait=60&index="
                        + at.path("index").asLong());
                etcd.put("/services/orders/a", "10.0.0." + i + ":80");
                at = Asker.json(change.get());
                assertThat(Asker.addresses(at)).containsExactly("10.0.0." + i + ":80");
            }
            for (int i = 0; i < 200; i++) {
                if (i % 2 == 0) {
                    etcd.delete("/services/orders/a");
                } else {
                    etcd.put("/services/orders/a", "10.0.1." + i + ":80");
                }
            }
            await().untilAsserted(() -> assertThat(asker.addresses("orders")).containsExactly("10.0.1.199:80"));
        }
    }

    @Test
    void shouldGiveStaleAnswersWhileItIsDownAndCatchUpWhenItIsBack() throws Exception {
        try (Etcd etcd = new Etcd(folder);
                Asker asker = Asker.of(with(etcd))) {
            etcd.put("/services/orders/a", "10.0.0.1:80");
            assertThat(asker.addresses("orders")).containsExactly("10.0.0.1:80");

            etcd.server().kill();
            await().until(() -> asker.first("orders").path("health").asText().equals("unknown"));
            assertThat(asker.first("orders").path("host").asText()).isEqualTo("10.0.0.1");
            assertThat(asker.first("orders").path("ageMs").asLong()).isPositive();
            assertThat(asker.get("/v1/services/other").statusCode()).isEqualTo(404);
            assertThat(asker.discovery().health().detail()).contains("cannot ask etcd: cannot reach " + etcd.address());

            etcd.startAgain();
            etcd.put("/services/orders/a", "10.0.0.2:80");
            await().untilAsserted(() -> assertThat(asker.addresses("orders")).containsExactly("10.0.0.2:80"));
            assertThat(asker.first("orders").path("health").asText()).isEqualTo("healthy");

            etcd.put("/services/orders/a", "10.0.0.3:80"); // by the watch, which was begun anew
            await().untilAsserted(() -> assertThat(asker.addresses("orders")).containsExactly("10.0.0.3:80"));
        }
    }

    @Test
    void shouldAnswerInTimeWhileItHangsAndAskTheNextMember() throws Exception {
        try (Etcd etcd = new Etcd(folder)) {
            etcd.put("/services/orders/a", "10.0.0.1:80");
            try (Asker asker = Asker.of(Map.of(
                    "within", "100ms", "services", Map.of("fixed", List.of("10.9.9.9:1")), "etcd", etcd(etcd)))) {
                await().untilAsserted(
                                () -> assertThat(asker.addresses("orders")).containsExactly("10.0.0.1:80"));

                etcd.server().signal("STOP");
                await().during(Duration.ofMillis(1_500))
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> {
                            assertThat(asker.addresses("orders")).containsExactly("10.0.0.1:80");
                            assertThat(asker.addresses("fixed")).containsExactly("10.9.9.9:1");
                        });
                etcd.server().signal("CONT");

                etcd.put("/services/orders/a", "10.0.0.2:80");
                await().untilAsserted(
                                () -> assertThat(asker.addresses("orders")).containsExactly("10.0.0.2:80"));
            }
            try (Asker asker = Asker.of(Map.of(
                    "within",
                    "10s",
                    "etcd",
                    Map.of("servers", List.of("127.0.0.1:" + Server.freePort(), etcd.address()))))) {
                assertThat(asker.addresses("orders")).containsExactly("10.0.0.2:80");
            }
        }
    }

    @Test
    void shouldKnowTenThousandServicesAndFollowThem() throws Exception {
        try (Etcd etcd = new Etcd(folder);
                Asker asker = Asker.of(with(etcd))) {
            etcd.putMany(10_000);
            assertThat(asker.json("/v1/services").path("services")).hasSize(10_000);

            etcd.put("/services/s9999/a", "10.9.9.9:80");
            await().untilAsserted(() -> assertThat(asker.addresses("s9999")).containsExactly("10.9.9.9:80"));
            assertThat(Asker.json(asker.get("/v1/services/none"))
                            .path("errorMessage")
                            .asText())
                    .endsWith(" and 9950 more");
            long began = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                assertThat(asker.get("/v1/services/s" + i).statusCode()).isEqualTo(200);
            }
            System.out.printf("a lookup among 10,000 services: %d us%n", (System.nanoTime() - began) / 1_000_000);
        }
    }

    @Test
    void shouldNotBeReadyWithoutWhatIsRequiredAndSayWhy() throws Exception {
        try (Etcd etcd = new Etcd(folder)) {
            etcd.put("/services/orders/a", "10.0.0.1:80");
            etcd.server().kill();
            Discovery discovery = Discovery.create(Map.of("required", List.of("etcd"), "etcd", etcd(etcd)));
            CompletableFuture<String> started = new CompletableFuture<>();
            Thread starting = Thread.ofPlatform().start(() -> {
                try {
                    discovery.start(new RecordingContext());
                    started.complete("ready");
                } catch (Exception e) {
                    started.complete(e.getMessage());
                }
            });
            await().during(Duration.ofMillis(500)).until(() -> !started.isDone());

            starting.interrupt();
            assertThat(started.get()).startsWith("cannot do without etcd: cannot ask etcd: cannot reach ");
            discovery.stop(Duration.ofSeconds(30));

            etcd.startAgain();
            try (Asker asker = Asker.of(Map.of("required", List.of("etcd"), "etcd", etcd(etcd)))) {
                assertThat(asker.discovery().health().detail()).endsWith(" knows orders");
            }
        }
    }

    private static Map<String, Object> with(Etcd etcd) {
        return Map.of("within", "10s", "etcd", etcd(etcd));
    }

    private static Map<String, Object> etcd(Etcd etcd) {
        return Map.of("servers", List.of(etcd.address()));
    }
}
