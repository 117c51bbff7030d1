package dev.openruntime.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.openruntime.it.bench.AdminSocket;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Json;
import dev.openruntime.it.bench.Ports;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sent is read by those whom it is meant for: the servers that people run, which {@code ./verify} installs. */
final class MetricsServersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int INVOCATIONS = 100;

    private static final String FUNCTION = """
            def handler(event, context):
                context.metric("sent", 3, tags={"by": "handler"})
                context.metric("took", 7, kind="timer")
                return event
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    private final List<Process> servers = new ArrayList<>();

    @AfterEach
    void endServers() throws InterruptedException {
        for (Process server : servers) {
            assertThat(server.destroyForcibly().waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldBeReadByStatsdByThePushgatewayAndByPrometheus() throws Exception {
        int statsd = Ports.free();
        int console = Ports.free();
        int gateway = Ports.free();
        startStatsd(statsd, console);
        start("gateway", "prometheus-pushgateway", "--web.listen-address=127.0.0.1:" + gateway);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !page(gateway, "/-/ready").isEmpty());
        ScriptedPlatform platform = bench.platform();
        String _ = bench.file("index.py", FUNCTION).toString();
        Program program = bench.bootstrap()
                .config(Workers.PYTHON_HANDLER + "sidecars:\n  - name: metrics\n    use: metrics\n    with:\n"
                        + "      self: false\n      dimensions: { shop: \"Köln/1\" }\n      to:\n"
                        + "        statsd: { address: \"127.0.0.1:" + statsd + "\" }\n"
                        + "        pushgateway: { url: \"http://127.0.0.1:" + gateway + "\", job: shop }\n")
                .start(platform);
        HttpServer bridge = bridge(AdminSocket.await(bench));
        int prometheus = startPrometheus(gateway, bridge.getAddress().getPort());

        for (int i = 0; i < INVOCATIONS; i++) {
            assertThat(platform.invoke("{}").isError()).isFalse();
        }
        platform.awaitNext();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(counters(console))
                        .contains("'sent;shop=Kln-1;by=handler': " + 3 * INVOCATIONS) // it takes ASCII, and no slash
                        .contains("'statsd.bad_lines_seen': 0"));
        awaitSample(prometheus, "sum(sent_total{job=\"shop\",by=\"handler\",shop=\"Köln/1\"})", 3 * INVOCATIONS);
        awaitSample(prometheus, "sum(took_milliseconds_count)", INVOCATIONS);
        awaitSample(prometheus, "sum(openruntime_invocations_total)", INVOCATIONS);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> { // a scrape may have taken too long on a busy machine
                            JsonNode targets = Json.read(page(prometheus, "/api/v1/targets"))
                                    .at("/data/activeTargets");
                            assertThat(targets.findValuesAsText("lastError")).containsExactly("", "");
                            assertThat(targets.findValuesAsText("health")).containsExactly("up", "up");
                        });
        bridge.stop(0);
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();
    }

    private void startStatsd(int port, int console) throws IOException {
        Path clients = Path.of(System.getProperty("open-runtime.javascript", "src/test/javascript"))
                .toAbsolutePath();
        Path config = bench.file(
                "statsd.js",
                "{ address: '127.0.0.1', port: " + port + ", mgmt_address: '127.0.0.1', mgmt_port: " + console
                        + ", backends: [], flushInterval: 3600000, dumpMessages: false }");
        start("statsd", "node", clients.resolve("node_modules/statsd/stats.js").toString(), config.toString());
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> counters(console).contains("bad_lines_seen"));
    }

    private int startPrometheus(int... targets) throws IOException {
        int port = Ports.free();
        StringBuilder config = new StringBuilder("global: { scrape_interval: 500ms, scrape_timeout: 500ms }\n")
                .append("scrape_configs:\n");
        for (int target : targets) {
            config.append("  - { job_name: on-" + target + ", honor_labels: true, static_configs: [{ targets: [\""
                    + "127.0.0.1:" + target + "\"] }] }\n");
        }
        start(
                "prometheus",
                "prometheus",
                "--config.file=" + bench.file("prometheus.yml", config.toString()),
                "--storage.tsdb.path=" + bench.folder().resolve("prometheus"),
                "--web.listen-address=127.0.0.1:" + port);
        return port;
    }

    /** It asks by TCP, and the admin endpoint is a socket in the file system. */
    private static HttpServer bridge(AdminSocket admin) throws IOException {
        HttpServer bridge = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        bridge.createContext("/metrics", exchange -> {
            byte[] page = admin.get("/metrics").body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        bridge.start();
        return bridge;
    }

    private void start(String name, String... command) throws IOException {
        servers.add(new ProcessBuilder(command)
                .directory(bench.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(bench.folder().resolve(name + ".log").toFile())
                .start());
    }

    private static void awaitSample(int prometheus, String query, int wanted) {
        String path = "/api/v1/query?query=" + URLEncoder.encode(query, UTF_8);
        await(query)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(Json.read(page(prometheus, path))
                                .at("/data/result/0/value/1")
                                .asText())
                        .isEqualTo(String.valueOf(wanted)));
    }

    /** By its console. */
    private static String counters(int console) throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), console)) {
            socket.getOutputStream().write("counters\n".getBytes(UTF_8));
            Scanner answer = new Scanner(socket.getInputStream(), UTF_8).useDelimiter("END");
            return answer.next();
        }
    }

    private static String page(int port, String path) throws IOException {
        try (var in = URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
