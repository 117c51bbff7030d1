package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The function's URL over real sockets; the function answers with what it is told in the body, else with its event. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunctionUrlTest {
    private static final String MIRROR = """
            e = json.loads(event)
            if e['rawPath'] == '/fail':
                fail(id, 'Function.Broken', '{"errorType":"E"}')
            elif e['rawPath'] == '/answer':
                respond(id, e['body'])
            else:
                respond(id, event, {'X-Id': id})
            """;

    @TempDir
    static Path folder;

    private EmulatorFixture fixture;

    @BeforeAll
    void start() throws Exception {
        fixture = EmulatorFixture.of(
                folder, EmulatorFixture.loopOf(MIRROR), settings -> settings.urlPort(OptionalInt.of(0)));
        fixture.emulator.init();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void shouldGiveTheFunctionTheRequestUnderOneId() throws Exception {
        HttpResponse<String> answer = send(fixture.request("/a/b?c=d").header("X-Some", "thing"));

        String id = answer.headers().firstValue("x-amzn-RequestId").orElseThrow();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .contains("\"rawPath\":\"/a/b\"", "\"rawQueryString\":\"c=d\"", "\"x-some\":\"thing\"")
                .contains("\"requestId\":\"" + id + "\"")
                .contains("\"x-amzn-trace-id\":\""
                        + answer.headers().firstValue("X-Amzn-Trace-Id").orElseThrow() + "\"");
        // The caller has its answer before the environment is done with the invocation, and reports.
        await().untilAsserted(() ->
                assertThat(fixture.platform).anyMatch(line -> line.startsWith("REPORT RequestId: " + id)));
    }

    @Test
    void shouldSendWhatTheFunctionSays() throws Exception {
        HttpResponse<String> answer = answering("""
                {"statusCode":418,"headers":{"Content-Type":"text/html","x-tea":"pot"},
                "cookies":["a=1","b=2; HttpOnly"],"body":"PGI+aGk8L2I+","isBase64Encoded":true}""");

        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.body()).isEqualTo("<b>hi</b>");
        assertThat(answer.headers().firstValue("content-type")).contains("text/html");
        assertThat(answer.headers().firstValue("x-tea")).contains("pot");
        assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1", "b=2; HttpOnly");
        assertThat(answering("{\"statusCode\":204,\"body\":\"x\"}").body()).isEmpty();
    }

    @Test
    void shouldHideAnErrorBehindABadGateway() throws Exception {
        HttpResponse<String> answer = send(fixture.request("/fail"));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).isEqualTo("Internal Server Error");
    }

    @Test
    void shouldSayInTheLogWhyAnAnswerIsNone() throws Exception {
        try (var log = new LogOfThis()) {
            HttpResponse<String> answer = answering("{\"statusCode\":200,\"body\":{}}");

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).isEqualTo("Internal Server Error");
            assertThat(log.messages(Level.WARN))
                    .containsExactly("cannot make an HTTP response of what invocation "
                            + answer.headers().firstValue("x-amzn-RequestId").orElseThrow()
                            + " answered: body is not a string; write JSON as text");
        }
    }

    @Test
    void shouldAnswerHeadWithTheHeadersAlone() throws Exception {
        HttpResponse<String> answer =
                send(fixture.request("/page").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("Content-Length").orElseThrow())
                .isPositive();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void shouldRefuseABodyThatMakesTheEventTooLarge() throws Exception {
        HttpResponse<String> answer =
                send(fixture.request("/").POST(HttpRequest.BodyPublishers.ofByteArray(new byte[5 * 1024 * 1024])));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void shouldHaveEveryPathOnItsOwnPort() throws Exception {
        String path = "/2015-03-31/functions/function/invocations";
        URI own = URI.create("http://127.0.0.1:" + fixture.emulator.urlPort() + path);

        assertThat(fixture.emulator.urlPort()).isNotEqualTo(fixture.emulator.invokePort());
        assertThat(send(HttpRequest.newBuilder(own)).body()).contains("\"rawPath\":\"" + path + "\"");
        assertThat(send(fixture.request(path)).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldUnderstandAWholeUrlAndHttp10() throws Exception {
        String answer = raw("GET http://shop.example:81/x?y=z#part HTTP/1.0\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("\"rawPath\":\"/x\"", "\"rawQueryString\":\"y=z\"", "\"protocol\":\"HTTP/1.0\"");
    }

    @Test
    void shouldTakeABodyAfterContinueAlsoForHead() throws Exception {
        String answer = raw("HEAD / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}"
                + "GET /second HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 100 Continue\r\n").contains("\"rawPath\":\"/second\"");
        assertThat(answer.split("HTTP/1.1 200 OK", -1)).hasSize(3);
        assertThat(answer.split("\"version\":\"2.0\"", -1)).hasSize(2);
    }

    private HttpResponse<String> answering(String answer) throws Exception {
        return send(fixture.request("/answer")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(answer)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return fixture.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String request) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), fixture.emulator.invokePort())) {
            socket.setSoTimeout((int) EmulatorFixture.PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
