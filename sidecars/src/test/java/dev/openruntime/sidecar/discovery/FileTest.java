package dev.openruntime.sidecar.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Entries of a file, watches, files of answers, and the order of sources. */
@Timeout(60)
class FileTest {

    private static final Map<String, Object> ORDERS = Map.of("orders", List.of("127.0.0.1:7001"));

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void shouldSeeAFileThatWasReplacedWithTheNextRequest() throws Exception {
        replace("{\"orders\":[\"10.0.0.1:80\",{\"address\":\"10.0.0.2:80\",\"weight\":7,\"healthy\":false}]}");
        try (Asker asker = Asker.of(Map.of("file", file().toString()))) {
            JsonNode second =
                    asker.json("/v1/services/orders").path("endpoints").path(1);
            assertThat(second.path("weight").asInt()).isEqualTo(7);
            assertThat(second.path("health").asText()).isEqualTo("unhealthy");

            for (int i = 0; i < 20; i++) {
                replace("{\"orders\":[\"10.0.1." + i + ":80\"]}");
                assertThat(asker.addresses("orders")).containsExactly("10.0.1." + i + ":80");
            }

            replace("{\"payments\":[\"10.0.0.9:80\"]}");
            assertThat(asker.get("/v1/services/orders").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void shouldGoOnWithWhatItKnewWhileTheFileCannotBeRead() throws Exception {
        replace("{\"orders\":[\"10.0.0.1:80\"]}");
        try (Asker asker = Asker.of(Map.of("file", file().toString()))) {
            assertThat(asker.first("orders").path("health").asText()).isEqualTo("healthy");

            replace("{\"orders\":[\"10.0.0.2:80\"");

            JsonNode first = asker.first("orders");
            assertThat(first.path("host").asText()).isEqualTo("10.0.0.1");
            assertThat(first.path("health").asText()).isEqualTo("unknown");
            assertThat(asker.json("/v1/services")
                            .path("sources")
                            .path(0)
                            .path("error")
                            .asText())
                    .startsWith("cannot read " + file());
            assertThat(asker.discovery().health().detail()).contains("knows orders; cannot read " + file());
            assertThat(asker.discovery().health().healthy()).isTrue();
        }
    }

    @Test
    void shouldSayThatTheSourceIsDownAndNotThatTheServiceIsUnknownWhenItNeverAnswered() throws Exception {
        try (Asker asker = Asker.of(Map.of("file", file().toString(), "services", ORDERS))) {
            HttpResponse<String> response = asker.get("/v1/services/payments");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(Asker.json(response).path("errorType").asText()).isEqualTo("OpenRuntime.SourceUnavailable");
            assertThat(Asker.json(response).path("errorMessage").asText())
                    .isEqualTo("cannot say where `payments` is: cannot read " + file() + ": there is no such file");
            assertThat(asker.addresses("orders")).containsExactly("127.0.0.1:7001");
        }
    }

    @Test
    void shouldAskSourcesInTheOrderOfTheSettings() throws Exception {
        replace("{\"orders\":[\"10.0.0.1:80\"],\"payments\":[\"10.0.0.2:80\"]}");
        Map<String, Object> with = Map.of("file", file().toString(), "services", ORDERS);
        try (Asker asker = Asker.of(with)) {
            assertThat(asker.addresses("orders")).containsExactly("127.0.0.1:7001");
            assertThat(asker.addresses("payments")).containsExactly("10.0.0.2:80");
        }
        try (Asker asker =
                Asker.of(Map.of("file", file().toString(), "services", ORDERS, "order", List.of("file", "services")))) {
            assertThat(asker.addresses("orders")).containsExactly("10.0.0.1:80");
            assertThat(asker.first("orders").path("source").asText()).isEqualTo("file");

            replace("{}");
            assertThat(asker.addresses("orders")).containsExactly("127.0.0.1:7001");
        }
    }

    @Test
    void shouldAnswerAWatchWhenTheServiceChanges() throws Exception {
        replace("{\"orders\":[\"10.0.0.1:80\"],\"payments\":[\"10.0.0.2:80\"]}");
        try (Asker asker = Asker.of(Map.of("file", file().toString()))) {
            JsonNode at = Asker.json(asker.get("/v1/services/orders/watch"));
            CompletableFuture<HttpResponse<String>> change = asker.send("/v1/services/orders/watch?wait=60&index="
                    + at.path("index").asLong());
            replace("{\"orders\":[\"10.0.0.3:80\"],\"payments\":[\"10.0.0.2:80\"]}");

            JsonNode changed = Asker.json(change.get());
            assertThat(Asker.addresses(changed)).containsExactly("10.0.0.3:80");
            assertThat(changed.path("index").asLong())
                    .isGreaterThan(at.path("index").asLong());

            long index = changed.path("index").asLong();
            HttpResponse<String> unchanged = asker.get("/v1/services/orders/watch?wait=1&index=" + index);
            assertThat(unchanged.statusCode()).isEqualTo(204);
            assertThat(unchanged.headers().firstValue("x-index")).contains(String.valueOf(index));
            assertThat(asker.get("/v1/services/orders/watch?index=9999").statusCode())
                    .isEqualTo(200);
            assertThat(asker.get("/v1/services/orders/watch?index=x").statusCode())
                    .isEqualTo(400);
            assertThat(asker.get("/v1/services/orders/watch?wait=61").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void shouldRefuseMoreWatchersThanItBearsAndForgetThoseWhoGoAway() throws Exception {
        try (Asker asker = Asker.of(Map.of("services", ORDERS))) {
            String path = "/v1/services/orders/watch?wait=60&index=2";
            assertThat(asker.addresses("orders")).hasSize(1); // serving: more callers than the kernel queues may come
            List<CompletableFuture<HttpResponse<String>>> waiting = Stream.generate(() -> asker.send(path))
                    .limit(Watches.MOST + 40)
                    .toList();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(waiting.stream().filter(CompletableFuture::isDone))
                            .hasSize(40)
                            .allSatisfy(refused ->
                                    assertThat(refused.join().statusCode()).isEqualTo(503)));

            waiting.forEach(one -> one.cancel(true));

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> asker.get("/v1/services/orders/watch?wait=1&index=2")
                                    .statusCode()
                            == 204);
        }
    }

    @Test
    void shouldWriteFilesBeforeItIsReadyAndAgainWhenSomethingChanges() throws Exception {
        replace("{\"orders-api\":[\"10.0.0.1:80\",\"10.0.0.2:81\"],\"web\":[\"web.internal:443\"]}");
        Path hosts = folder.resolve("hosts");
        Path variables = folder.resolve("services.env");
        try (Asker asker = Asker.of(Map.of(
                "file",
                file().toString(),
                "files",
                Map.of("hosts", hosts.toString(), "variables", variables.toString())))) {
            assertThat(hosts).hasContent("10.0.0.1\torders-api\n10.0.0.2\torders-api\n");
            assertThat(variables).hasContent("""
                    ORDERS_API_SERVICE_HOST=10.0.0.1
                    ORDERS_API_SERVICE_PORT=80
                    ORDERS_API_ENDPOINTS=10.0.0.1:80,10.0.0.2:81
                    WEB_SERVICE_HOST=web.internal
                    WEB_SERVICE_PORT=443
                    WEB_ENDPOINTS=web.internal:443
                    """);

            replace("{\"web\":[\"10.0.0.9:443\"]}");
            assertThat(asker.addresses("web")).containsExactly("10.0.0.9:443");

            await().untilAsserted(() -> assertThat(hosts).hasContent("10.0.0.9\tweb\n"));
        }
    }

    private Path file() {
        return folder.resolve("services.json");
    }

    private void replace(String json) throws IOException {
        Path next = Files.writeString(folder.resolve("services.next"), json);
        Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
