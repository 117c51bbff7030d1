package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Json;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Sent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a handler measures comes out, every value once, whatever happens to the handler. */
final class MetricsIT {

    private static final int INVOCATIONS = Boolean.getBoolean("soak") ? 10_000 : 500;
    private static final int EACH_DIES = 25;
    private static final int EACH_HANGS = 125;

    private static final String CONFIG = Workers.backSoon(Workers.PYTHON_HANDLER) + """
            deadline: { margin: 200ms }
            sidecars:
              - name: metrics
                use: metrics
                with: { namespace: Shop, dimensions: { service: cart }, self: false }
            """;

    /** Sends as much as the event says, then does what it says. */
    private static final String FUNCTION = """
            import os, socket, time
            host, port = os.environ["OPEN_RUNTIME_STATSD"].split(":")
            statsd = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            statsd.connect((host, int(port)))

            def handler(event, context):
                for i in range(event["values"]):
                    statsd.send(b"sent:1|c|#by:handler")
                    statsd.send(b"took:%d:%d|ms|#by:handler" % (i, i))
                    statsd.send(b"sampled:1|c|@0.5|#by:handler")
                context.metric("noted", event["values"], unit="Bytes")
                context.metric("requests.noted", context.aws_request_id)
                statsd.send(b"depth:+1|g\\nrequests:%s|s" % context.aws_request_id.encode())
                if event.get("die"):
                    os._exit(3)
                time.sleep(event.get("sleep", 0))
                return event
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    private final ScriptedPlatform platform = bench.platform();

    @Test
    void shouldBringOutEveryValueOnceWhileHandlersDieHangAndAreShutDown() {
        Program program = start(CONFIG + "shutdown: { within: 6s }\n"); // time for the last one to end by itself
        int sent = 0;
        long took = 0;
        for (int i = 1; i < INVOCATIONS; i++) {
            int values = i % 7;
            boolean dies = i % EACH_DIES == 0;
            boolean hangs = i % EACH_HANGS == 1;
            Event event =
                    Event.of("{\"values\":" + values + (dies ? ",\"die\":true" : hangs ? ",\"sleep\":60" : "") + "}");
            Outcome outcome = platform.invoke(hangs ? event.within(Duration.ofSeconds(3)) : event);
            assertThat(outcome.isError()).isEqualTo(dies || hangs);
            sent += values;
            took += (long) values * (values - 1);
        }
        Sent last = platform.send(Event.of("{\"values\":5,\"sleep\":0.3}"));
        Instant _ = last.arrival();
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();

        List<JsonNode> lines = metrics(program);
        assertThat(sum(lines, "sent")).isEqualTo(sent + 5);
        assertThat(sum(lines, "sampled")).isEqualTo(2 * (sent + 5));
        assertThat(count(lines, "took")).isEqualTo(2 * (sent + 5));
        assertThat(sum(lines, "took")).isCloseTo((double) (took + 20), within(1e-6));
        assertThat(sum(lines, "requests")).isEqualTo(INVOCATIONS);
        assertThat(sum(lines, "noted")).isEqualTo(sent + 5);
        assertThat(sum(lines, "requests.noted")).isEqualTo(INVOCATIONS);
        assertThat(lines.stream()
                        .mapToDouble(line -> line.path("depth").asDouble())
                        .max())
                .hasValue(INVOCATIONS);
        assertThat(last.outcome().isError()).isFalse();
    }

    @Test
    void shouldDoTheSameInAProcessOfItsOwn() {
        Program program = start(CONFIG.replace("use: metrics\n", "use: metrics\n    isolation: process\n"));
        for (int i = 0; i < 50; i++) {
            assertThat(platform.invoke("{\"values\":3}").isError()).isFalse();
        }
        platform.awaitNext();
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();

        List<JsonNode> lines = metrics(program);
        assertThat(sum(lines, "sent")).isEqualTo(150);
        assertThat(count(lines, "took")).isEqualTo(300);
        assertThat(sum(lines, "requests")).isEqualTo(50);
        assertThat(sum(lines, "noted")).isEqualTo(150);
    }

    @Test
    void shouldFlushAsSeldomAsItIsToldAndLoseNothing() {
        Program program = start(CONFIG + "    flush: { when: shutdown }\n");
        for (int i = 0; i < 20; i++) {
            assertThat(platform.invoke("{\"values\":3}").isError()).isFalse();
        }
        platform.awaitNext();
        assertThat(metrics(program)).isEmpty();
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();

        List<JsonNode> lines = metrics(program);
        assertThat(lines)
                .as("two with the tags of one series, whose 120 values take two, and one without")
                .hasSize(3);
        assertThat(sum(lines, "sent")).isEqualTo(60);
        assertThat(count(lines, "took")).isEqualTo(120);
    }

    @Test
    void shouldUnderstandHotShotsThatNobodyToldAnything() {
        Path clients = Path.of(System.getProperty("open-runtime.javascript", "src/test/javascript"));
        assumeTrue(
                Files.isDirectory(clients.resolve("node_modules/hot-shots")),
                "hot-shots is not installed: call `npm ci` in " + clients);
        String _ = bench.file("index.mjs", """
                import { createRequire } from 'node:module';
                const StatsD = createRequire('CLIENTS/call.mjs')('hot-shots');
                const statsd = new StatsD();
                const sent = (send) => new Promise((done) => send(done));
                export const handler = async () => {
                  await sent((done) => statsd.increment('orders', 2, { shop: 'berlin' }, done));
                  await sent((done) => statsd.increment('sampled', 3, 1, { shop: 'berlin' }, done));
                  await sent((done) => statsd.timing('took', 12.5, { shop: 'berlin' }, done));
                  await sent((done) => statsd.distribution('size', 7, { shop: 'berlin' }, done));
                  await sent((done) => statsd.gauge('depth', 3, { shop: 'berlin' }, done));
                  await sent((done) => statsd.unique('users', 'ada', { shop: 'berlin' }, done));
                  await sent((done) => statsd.event('deployed', 'by nobody', {}, done));
                  await sent((done) => statsd.check('db', 0, {}, done));
                };
                """.replace(
                                "CLIENTS", clients.toAbsolutePath().toString()))
                .toString();
        Program program = bench.bootstrap()
                .env("AWS_LAMBDA_LOG_FORMAT", "JSON")
                .config(CONFIG.replace(Workers.PYTHON_HANDLER, Workers.NODE_HANDLER))
                .start(platform);

        assertThat(platform.invoke("{}").isError()).isFalse();
        platform.awaitNext();
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();

        JsonNode line = metrics(program).getFirst();
        assertThat(metrics(program)).hasSize(1);
        assertThat(line.path("shop").asText()).isEqualTo("berlin");
        assertThat(line.path("orders").asInt()).isEqualTo(2);
        assertThat(line.path("sampled").asInt()).isEqualTo(3);
        assertThat(line.path("took").asDouble()).isEqualTo(12.5);
        assertThat(line.path("size").asInt()).isEqualTo(7);
        assertThat(line.path("depth").asInt()).isEqualTo(3);
        assertThat(line.path("users").asInt()).isEqualTo(1);
    }

    /** With a log that has no room for anything else but errors. */
    private Program start(String config) {
        String _ = bench.file("index.py", FUNCTION).toString();
        return bench.bootstrap()
                .env("AWS_LAMBDA_LOG_FORMAT", "JSON")
                .env("AWS_LAMBDA_LOG_LEVEL", "ERROR")
                .config(config)
                .start(platform);
    }

    private static List<JsonNode> metrics(Program program) {
        return program.lines().stream()
                .map(Json::read)
                .filter(line -> line.has("_aws"))
                .peek(line -> {
                    assertThat(line.at("/_aws/CloudWatchMetrics/0/Namespace").asText())
                            .isEqualTo("Shop");
                    assertThat(line.path("service").asText()).isEqualTo("cart");
                    assertThat(line.path("logger").asText()).isEqualTo("metrics");
                })
                .toList();
    }

    private static double sum(List<JsonNode> lines, String metric) {
        double sum = 0;
        for (JsonNode line : lines) {
            JsonNode value = line.path(metric);
            sum += value.asDouble();
            for (JsonNode item : value) {
                sum += item.asDouble();
            }
        }
        return sum;
    }

    private static int count(List<JsonNode> lines, String metric) {
        int count = 0;
        for (JsonNode line : lines) {
            JsonNode value = line.path(metric);
            count += value.isArray() ? value.size() : value.isNumber() ? 1 : 0;
        }
        return count;
    }
}
