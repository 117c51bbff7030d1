package dev.openruntime.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Freezer;
import dev.openruntime.it.bench.Freezer.Frozen;
import dev.openruntime.it.bench.Ports;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Sent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of discovery around a freeze, with a real etcd as its source. */
final class DiscoveryIT {

    private static final Duration LONG = Duration.ofSeconds(3);
    private static final String ORDERS = "{\"do\":\"discover\",\"service\":\"orders\"}";

    @RegisterExtension
    final Bench bench = new Bench();

    @TempDir
    private Path data = Path.of("unset");

    private final int port = Ports.free();

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "process"})
    void shouldAnswerAfterAFreezeByWhatBecameTrueInIt(String isolation) throws Exception {
        Process etcd = startEtcd();
        try {
            put("10.0.0.1:80");
            ScriptedPlatform platform = bench.platform();
            bench.copy("functions/index.mjs");
            Program _ = bench.bootstrap()
                    .config(Workers.NODE_HANDLER + "  dependsOn: { discovery: healthy }\n"
                            + "sidecars:\n  - name: discovery\n    use: discovery\n    isolation: " + isolation + "\n"
                            + "    with:\n      within: 10s\n      required: [etcd]\n      etcd: { servers: [\"127.0.0.1:"
                            + port + "\"] }\n      files: { hosts: hosts }\n")
                    .start(platform);
            assertThat(hosts(platform.invoke(ORDERS).json())).containsExactly("10.0.0.1");
            assertThat(bench.folder().resolve("hosts")).hasContent("10.0.0.1\torders\n");

            for (int i = 2; i < 4; i++) {
                Sent sent;
                try (Frozen _ = Freezer.SIGNALS.freeze(bench.processes())) {
                    put("10.0.0." + i + ":80");
                    sent = platform.send(Event.of(ORDERS));
                    LockSupport.parkNanos(LONG.toNanos());
                }
                assertThat(hosts(sent.outcome().json())).containsExactly("10.0.0." + i);
            }

            etcd.destroyForcibly();
            assertThat(etcd.waitFor(30, TimeUnit.SECONDS)).isTrue();
            await().atMost(ScriptedPlatform.PATIENCE).untilAsserted(() -> {
                JsonNode stale = platform.invoke(ORDERS)
                        .json()
                        .path("body")
                        .path("endpoints")
                        .path(0);
                assertThat(stale.path("host").asText()).isEqualTo("10.0.0.3");
                assertThat(stale.path("health").asText()).isEqualTo("unknown");
                assertThat(stale.path("ageMs").asLong()).isPositive();
            });
        } finally {
            etcd.destroyForcibly();
        }
    }

    private static List<String> hosts(JsonNode answer) {
        return answer.path("body").path("endpoints").findValuesAsText("host");
    }

    private Process startEtcd() throws IOException {
        String clients = "http://127.0.0.1:" + port;
        String peers = "http://127.0.0.1:" + Ports.free();
        Process etcd = new ProcessBuilder(
                        "etcd",
                        "--data-dir=" + data.resolve("etcd"),
                        "--listen-client-urls=" + clients,
                        "--advertise-client-urls=" + clients,
                        "--listen-peer-urls=" + peers,
                        "--initial-advertise-peer-urls=" + peers,
                        "--initial-cluster=default=" + peers)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("etcd.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> post("range", "{\"key\":\"" + base64("x") + "\"}").contains("header"));
        return etcd;
    }

    private void put(String address) throws IOException, InterruptedException {
        String key = base64("/services/orders/a");
        assertThat(post("put", "{\"key\":\"" + key + "\",\"value\":\"" + base64(address) + "\"}"))
                .contains("revision");
    }

    private String post(String what, String json) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v3/kv/" + what))
                                    .POST(BodyPublishers.ofString(json))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
