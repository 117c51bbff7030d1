package dev.openruntime.sidecar.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.sidecar.RecordingContext;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers see, over real connections. */
@Timeout(60)
class DiscoveryTest {

    private static final String ORDERS = "{\"name\":\"orders\",\"endpoints\":[" + endpoint("127.0.0.1", 7001) + ","
            + endpoint("::1", 7002) + "],\"index\":2}";
    private static final String PAYMENTS =
            "{\"name\":\"payments\",\"endpoints\":[" + endpoint("pay.internal", 443) + "],\"index\":2}";

    private static String endpoint(String host, int port) {
        return "{\"host\":\"" + host + "\",\"port\":" + port
                + ",\"weight\":1,\"health\":\"healthy\",\"ageMs\":0,\"source\":\"services\"}";
    }

    private final RecordingContext context = new RecordingContext();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Discovery discovery = Discovery.create(Map.of("services", services()));
    private URI address = URI.create("http://127.0.0.1");

    private static Map<String, List<String>> services() {
        Map<String, List<String>> services = new LinkedHashMap<>();
        services.put("orders", List.of("127.0.0.1:7001", "[::1]:7002"));
        services.put("payments", List.of("pay.internal:443"));
        return services;
    }

    @BeforeEach
    void start() throws Exception {
        address = URI.create(discovery.environment().get("OPEN_RUNTIME_DISCOVERY"));
        discovery.start(context);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        discovery.stop(Duration.ofSeconds(30));
        assertThat(context.deaths).isEmpty();
    }

    @Test
    void shouldListAllServicesInOrderOfTheConfiguration() throws Exception {
        HttpResponse<String> response = get("/v1/services");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.body())
                .isEqualTo("{\"services\":[" + ORDERS + "," + PAYMENTS
                        + "],\"index\":2,\"sources\":[{\"source\":\"services\",\"services\":2,\"ageMs\":0}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/services/orders", "/v1/services/orders?fresh=1", "/v1/services/%6Frders"})
    void shouldTellWhereOneServiceIs(String path) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(ORDERS);
        assertThat(response.headers().firstValue("x-index")).contains("2");
        assertThat(context.counted).containsOnlyOnce("lookups").doesNotContain("lookups.failed");
    }

    @Test
    void shouldNameTheKnownServicesWhenOneIsUnknown() throws Exception {
        HttpResponse<String> response = get("/v1/services/%22order%22");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body())
                .isEqualTo("{\"errorType\":\"OpenRuntime.UnknownService\",\"errorMessage\":\"no service is called"
                        + " `\\\"order\\\"`; there are: orders, payments\",\"services\":[\"orders\",\"payments\"]}");
        assertThat(context.counted).containsOnlyOnce("lookups.failed").doesNotContain("lookups");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/servicesx", "/v2/services/orders", "*"})
    void shouldNameThePathsWhenThePathIsUnknown(String path) throws Exception {
        String response = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(response)
                .startsWith("HTTP/1.1 404 ")
                .endsWith("{\"errorType\":\"OpenRuntime.NoSuchPath\",\"errorMessage\":\"no such path; there are:"
                        + " /v1/services, /v1/services/{name}, /v1/services/{name}/watch\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void shouldOnlyBeRead(String method) throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(address.resolve("/v1/services/orders"))
                        .method(method, BodyPublishers.ofString("x".repeat(100_000)))
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).contains("GET, HEAD");
        assertThat(response.body()).contains("OpenRuntime.MethodNotAllowed", "cannot " + method + " here");
        assertThat(get("/v1/services/orders").body()).isEqualTo(ORDERS);
    }

    @Test
    void shouldAnswerHeadWithoutABody() throws Exception {
        String one = "HEAD /v1/services/orders HTTP/1.1\r\nHost: x\r\n\r\n";
        String none = "HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n";

        String response = raw(one + none);

        assertThat(response)
                .contains("content-length: " + ORDERS.length())
                .contains("HTTP/1.1 404 ")
                .doesNotContain("{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage\r\n\r\n", "GET /v1/services/%zz HTTP/1.1\r\nConnection: close\r\n\r\n"})
    void shouldRefuseWhatItCannotRead(String request) throws Exception {
        assertThat(raw(request)).startsWith("HTTP/1.1 400 ").contains("OpenRuntime.BadRequest");
    }

    @Test
    void shouldAnswerRequestsSentAheadInOrder() throws Exception {
        String responses = raw("GET /v1/services/payments HTTP/1.1\r\nHost: x\r\n\r\n"
                + "GET /v1/services/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
                + "GET /v1/services/payments HTTP/1.0\r\n\r\n");

        assertThat(responses).containsSubsequence(PAYMENTS, ORDERS, PAYMENTS);
    }

    @Test
    void shouldAnswerOthersWhileOneCallerDawdles() throws Exception {
        try (Socket dawdler = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            dawdler.getOutputStream().write("GET /v1/serv".getBytes(UTF_8));

            assertThat(get("/v1/services/orders").body()).isEqualTo(ORDERS);

            dawdler.getOutputStream().write("ices/payments HTTP/1.0\r\n\r\n".getBytes(UTF_8));
            assertThat(new String(dawdler.getInputStream().readAllBytes(), UTF_8))
                    .endsWith(PAYMENTS);
        }
    }

    @Test
    void shouldAnswerAllWhoCallAtTheSameTime() {
        List<CompletableFuture<HttpResponse<String>>> calls = Stream.generate(() -> client.sendAsync(
                        HttpRequest.newBuilder(address.resolve("/v1/services/orders"))
                                .build(),
                        BodyHandlers.ofString()))
                .limit(64)
                .toList();

        assertThat(calls).allSatisfy(call -> assertThat(call.join().body()).isEqualTo(ORDERS));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
