package dev.openruntime.sidecar.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What senders of OTLP may send, and what they are answered. */
@Timeout(60)
class OtlpServerTest {

    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";
    private static final int MOST_BYTES = 4096;

    private final Shown shown;
    private final HttpClient client = HttpClient.newHttpClient();

    OtlpServerTest() throws Exception {
        shown = new Shown(Map.of("otlp", Map.of("bytes", MOST_BYTES)));
    }

    @AfterEach
    void end() throws Exception {
        shown.close();
        client.close();
    }

    @Test
    void shouldTakeEveryKindOfPointInJson() throws Exception {
        HttpResponse<byte[]> answer = post(JSON + "; charset=utf-8", "", """
                {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}}]},
                 "scopeMetrics":[{"scope":{"name":"s"},"metrics":[
                  {"name":"orders","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[
                    {"asInt":"3","timeUnixNano":"1","attributes":[{"key":"n","value":{"intValue":"1"}}]},
                    {"asDouble":1.5,"timeUnixNano":"1","attributes":[{"key":"n","value":{"boolValue":true}}]}]}},
                  {"name":"depth","gauge":{"dataPoints":[{"asInt":-7}]}},
                  {"name":"quiet","gauge":{"dataPoints":[{"asInt":9,"flags":1}]}},
                  {"name":"open","sum":{"aggregationTemporality":1,"dataPoints":[{"asInt":4},{"asInt":-1}]}},
                  {"name":"took","unit":"ms","histogram":{"aggregationTemporality":1,"dataPoints":[
                    {"count":"3","sum":40,"bucketCounts":["1","2"],"explicitBounds":[10]}]}},
                  {"name":"size","exponentialHistogram":{"aggregationTemporality":1,"dataPoints":[
                    {"count":"4","sum":9,"scale":0,"zeroCount":"1","positive":{"offset":1,"bucketCounts":["3"]}}]}},
                  {"name":"all","summary":{"dataPoints":[{"count":"2","sum":8,"quantileValues":[]}]}}]}]}]}
                """.getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("{}");
        assertThat(answer.headers().firstValue("content-type")).hasValue(JSON);
        shown.flush();
        assertThat(shown.values("orders", "n", "1")).containsExactly(3.0);
        assertThat(shown.values("orders", "n", "true")).containsExactly(1.5);
        assertThat(shown.values("depth", "service.name", "cart")).containsExactly(-7.0);
        assertThat(shown.values("quiet")).isEmpty();
        assertThat(shown.values("open")).containsExactly(3.0);
        assertThat(shown.values("took")).hasSize(3);
        assertThat(shown.sum("took")).isEqualTo(40);
        assertThat(shown.values("size")).containsExactlyInAnyOrder(0.0, 3.0, 3.0, 3.0);
        assertThat(shown.values("all")).containsExactly(4.0, 4.0);
    }

    @Test
    void shouldTakeWhatTotalsGrowByAndKnowWhenTheyBeganAnew() throws Exception {
        post(total(5, 100, 101));
        post(total(9, 100, 102));
        post(total(9, 100, 102)); // sent again, since its answer was lost
        post(total(5, 100, 101)); // later than it should be
        post(total(20, 200, 201)); // another process
        post(total(11, 100, 103)); // and the first still lives

        shown.flush();

        assertThat(shown.sum("orders")).isEqualTo(9 + 20 + 2);
    }

    @Test
    void shouldTakeTheRestAndSayHowManyPointsMeanNothing() throws Exception {
        HttpResponse<byte[]> answer = post(
                PROTOBUF,
                "",
                request(
                        sum(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA, point(4, 0, 1)),
                        sum(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA, point(-1, 0, 2)),
                        sum(AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED, point(1, 0, 3))));

        ExportMetricsServiceResponse read = ExportMetricsServiceResponse.parseFrom(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(read.getPartialSuccess().getRejectedDataPoints()).isEqualTo(2);
        assertThat(read.getPartialSuccess().getErrorMessage())
                .isEqualTo("orders: a sum that only rises is less than zero");
        assertThat(shown.flush().sum("orders")).isEqualTo(4);
        assertThat(shown.context.counted).containsExactly("points.refused 2");
    }

    @Test
    void shouldTakeNothingOfWhatItCannotRead() throws Exception {
        byte[] whole = request(sum(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA, point(1, 0, 1)));

        for (int length = 1; length < whole.length; length++) {
            assertThat(post(PROTOBUF, "", Arrays.copyOf(whole, length)).statusCode())
                    .as("cut after " + length)
                    .isEqualTo(400);
        }
        byte[] zipped = gzip(whole);
        assertThat(post(PROTOBUF, "gzip", Arrays.copyOf(zipped, zipped.length - 9))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(PROTOBUF, "br", whole).statusCode()).isEqualTo(415);
        assertThat(post("text/plain", "", whole).statusCode()).isEqualTo(415);
        assertThat(post(JSON, "", "{\"resourceMetrics\":[".getBytes(UTF_8)).statusCode())
                .isEqualTo(400);
        assertThat(post(JSON, "", "{\"resourceMetrics\":7}".getBytes(UTF_8)).statusCode())
                .isEqualTo(400);
        assertThat(send(HttpRequest.newBuilder(URI.create(shown.variable("OPEN_RUNTIME_OTLP") + "/v1/traces"))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(whole))
                                .header("content-type", PROTOBUF))
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(endpoint()).GET()).statusCode()).isEqualTo(405);
        try (Socket cut =
                new Socket(InetAddress.ofLiteral("127.0.0.1"), endpoint().getPort())) {
            cut.getOutputStream()
                    .write(("POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Type: " + PROTOBUF + "\r\nContent-Length: "
                                    + (whole.length + 1) + "\r\n\r\n")
                            .getBytes(UTF_8));
            cut.getOutputStream().write(whole);
        }

        assertThat(shown.flush().values("orders")).isEmpty();
        assertThat(post(PROTOBUF, "gzip", zipped).statusCode()).isEqualTo(200);
        assertThat(shown.flush().sum("orders")).isEqualTo(1);
    }

    @Test
    void shouldTakeABodyAsLongAsItMayBeAndNoneThatIsAByteLonger() throws Exception {
        String start = "{\"resourceMetrics\":[],\"x\":\"";
        String fits = start + "x".repeat(MOST_BYTES - start.length() - 2) + "\"}";
        byte[] bomb = gzip(new byte[2_000_000]);

        assertThat(post(JSON, "", fits.getBytes(UTF_8)).statusCode()).isEqualTo(200);
        assertThat(post(JSON, "gzip", gzip(fits.getBytes(UTF_8))).statusCode()).isEqualTo(200);
        assertThat(post(JSON, "", (fits + " ").getBytes(UTF_8)).statusCode()).isEqualTo(413);
        assertThat(post(JSON, "gzip", gzip((fits + " ").getBytes(UTF_8))).statusCode())
                .isEqualTo(413);
        assertThat(post(JSON, "gzip", bomb).statusCode()).isEqualTo(413);
        assertThat(shown.health()).contains("took 0 points, refused 3 requests");
    }

    private URI endpoint() {
        return URI.create(shown.variable("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"));
    }

    private HttpResponse<byte[]> post(String type, String encoding, byte[] body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint())
                .header("content-type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return send(encoding.isEmpty() ? request : request.header("content-encoding", encoding));
    }

    private void post(byte[] body) throws Exception {
        assertThat(post(PROTOBUF, "", body).statusCode()).isEqualTo(200);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return client.send(
                request.version(HttpClient.Version.HTTP_1_1).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] total(long value, long start, long at) {
        return request(sum(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE, point(value, start, at)));
    }

    private static NumberDataPoint point(long value, long start, long at) {
        return NumberDataPoint.newBuilder()
                .setAsInt(value)
                .setStartTimeUnixNano(start)
                .setTimeUnixNano(at)
                .addAttributes(KeyValue.newBuilder()
                        .setKey("shop")
                        .setValue(AnyValue.newBuilder().setStringValue("berlin")))
                .build();
    }

    private static Metric sum(AggregationTemporality temporality, NumberDataPoint point) {
        return Metric.newBuilder()
                .setName("orders")
                .setSum(Sum.newBuilder()
                        .setIsMonotonic(true)
                        .setAggregationTemporality(temporality)
                        .addDataPoints(point))
                .build();
    }

    private static byte[] request(Metric... metrics) {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        request.addResourceMetricsBuilder().addScopeMetricsBuilder().addAllMetrics(Arrays.asList(metrics));
        return request.build().toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return zipped.toByteArray();
    }
}
