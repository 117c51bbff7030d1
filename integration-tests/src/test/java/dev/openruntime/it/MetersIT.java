package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Json;
import dev.openruntime.it.bench.Ports;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the supervisor counts, what a handler shows to Prometheus, and what it posts by OTLP, wherever the sidecar runs.
 */
final class MetersIT {

    private static final int INVOCATIONS = 40;

    private static final String CONFIG = Workers.backSoon(Workers.PYTHON_HANDLER) + """
            deadline: { margin: 200ms }
            shutdown: { within: 6s }
            sidecars:
              - name: metrics
                use: metrics
                isolation: ISOLATION
                flush: { within: 3s }
                with:
                  namespace: Shop
                  otlp: {}
                  scrape: [{ url: "http://127.0.0.1:PAGE_PORT/metrics", within: 1s }]
            """;

    /** Shows a counter that begins anew with the process, and posts its growth as well. */
    private static final String FUNCTION = """
            import http.server, json, os, threading, time, urllib.request
            began, count = time.time_ns(), 0

            class Page(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    text = "# TYPE shown_total counter\\nshown_total %d\\nprocess_start_time_seconds %f\\n" % (count, began / 1e9)
                    self.send_response(200)
                    self.send_header("Content-Type", "text/plain; version=0.0.4")
                    self.end_headers()
                    self.wfile.write(text.encode())
                def log_message(self, *words):
                    return None

            http.server.HTTPServer.allow_reuse_address = True
            server = http.server.HTTPServer(("127.0.0.1", PAGE_PORT), Page)
            threading.Thread(target=server.serve_forever, daemon=True).start()

            def handler(event, context):
                global count
                if event.get("die"):
                    os._exit(3)
                count += 1
                sum = {"aggregationTemporality": 2, "isMonotonic": True, "dataPoints": [
                    {"asInt": str(count), "startTimeUnixNano": str(began), "timeUnixNano": str(time.time_ns())}]}
                body = {"resourceMetrics": [{"scopeMetrics": [{"metrics": [{"name": "posted", "sum": sum}]}]}]}
                urllib.request.urlopen(urllib.request.Request(
                    os.environ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"],
                    json.dumps(body).encode(), {"Content-Type": "application/json"})).read()
                return event
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    private final ScriptedPlatform platform = bench.platform();

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "process"})
    void shouldBringOutWhatTheSupervisorAndTheHandlerCountEachOnce(String isolation) {
        String port = String.valueOf(Ports.free());
        String _ = bench.file("index.py", FUNCTION.replace("PAGE_PORT", port)).toString();
        Program program = bench.bootstrap()
                .env("AWS_LAMBDA_LOG_FORMAT", "JSON")
                .config(CONFIG.replace("PAGE_PORT", port).replace("ISOLATION", isolation))
                .start(platform);
        for (int i = 1; i <= INVOCATIONS; i++) {
            boolean dies = i == INVOCATIONS / 2;
            assertThat(platform.invoke(dies ? "{\"die\":true}" : "{}").isError())
                    .isEqualTo(dies);
        }
        platform.awaitNext();
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();

        List<JsonNode> lines = program.lines().stream()
                .map(Json::read)
                .filter(line -> line.has("_aws"))
                .toList();
        assertThat(sum(lines, "posted")).isEqualTo(INVOCATIONS - 1);
        assertThat(sum(lines, "shown")).isEqualTo(INVOCATIONS - 1);
        assertThat(sum(lines, "openruntime.invocations")).isEqualTo(INVOCATIONS);
        assertThat(sum(lines, "openruntime.invocations.failed")).isEqualTo(1);
        assertThat(count(of(lines, "hook", "handle"), "openruntime.hook")).isEqualTo(INVOCATIONS);
        assertThat(sum(of(lines, "child", "handler"), "openruntime.child.spawns"))
                .isEqualTo(2);
        assertThat(sum(of(lines, "child", "handler"), "openruntime.child.deaths"))
                .isEqualTo(1);
        assertThat(sum(of(lines, "child", "handler"), "openruntime.child.memory"))
                .isGreaterThan(1 << 20);
        assertThat(sum(lines, "openruntime.memory")).isGreaterThan(1 << 20);
        assertThat(sum(lines, "openruntime.cpu")).isPositive();
        assertThat(count(of(lines, "phase", "ready"), "openruntime.init")).isEqualTo(1);
    }

    private static List<JsonNode> of(List<JsonNode> lines, String dimension, String value) {
        return lines.stream()
                .filter(line -> line.path(dimension).asText().equals(value))
                .toList();
    }

    private static double sum(List<JsonNode> lines, String metric) {
        return values(lines, metric).sum();
    }

    private static long count(List<JsonNode> lines, String metric) {
        return values(lines, metric).count();
    }

    private static DoubleStream values(List<JsonNode> lines, String metric) {
        return lines.stream()
                .map(line -> line.path(metric))
                .flatMap(value -> value.isArray() ? value.valueStream() : Stream.of(value))
                .filter(JsonNode::isNumber)
                .mapToDouble(JsonNode::asDouble);
    }
}
