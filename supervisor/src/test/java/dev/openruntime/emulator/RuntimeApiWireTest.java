package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an HTTP client would not send by itself: pieces, chunks, trailers, requests ahead, a connection that breaks. */
class RuntimeApiWireTest {
    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";

    private ApiFixture api;

    @BeforeEach
    void open() throws Exception {
        api = new ApiFixture();
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void shouldTakeChunkedResponseWithTrailersInStreamingMode() throws Exception {
        Invocation invocation = api.running("id-1");

        String answer = exchange(head("id-1/response")
                + "Lambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\n"
                + "Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n"
                + "4\r\nabcd\r\n3\r\nefg\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 202");
        assertThat(ApiFixture.answerOf(invocation).text()).isEqualTo("abcdefg");
    }

    @Test
    void shouldAnswerWithTheErrorThatTrailersReport() throws Exception {
        Invocation invocation = api.running("id-1");

        String answer = exchange(head("id-1/response") + "Transfer-Encoding: chunked\r\n\r\n"
                + "4\r\nabcd\r\n0\r\nLambda-Runtime-Function-Error-Type: Runtime.Broke\r\n"
                + "Lambda-Runtime-Function-Error-Body: eyJlcnJvclR5cGUiOiJFIn0=\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 202");
        Outcome outcome = ApiFixture.outcomeOf(invocation);
        assertThat(outcome.result().functionError()).isTrue();
        assertThat(outcome.result().text()).isEqualTo("{\"errorType\":\"E\"}");
        assertThat(outcome.errorType()).contains("Runtime.Broke");
    }

    @ParameterizedTest
    @CsvSource({"'Content-Length: 10\r\n\r\nabc'", "'Transfer-Encoding: chunked\r\n\r\n4\r\nab'"})
    void shouldTellARuntimeThatItsResponseWasTruncated(String rest) throws Exception {
        Invocation invocation = api.running("id-1");

        String answer = exchange(head("id-1/response") + rest);
        api.waitInNext();

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("{\"errorMessage\":\"HTTP request detected as truncated\","
                        + "\"errorType\":\"TruncatedHTTPRequest\"}");
        assertThat(ApiFixture.outcomeOf(invocation).errorType()).contains("Runtime.TruncatedResponse");
        assertThat(api.session.awaitEnd(Deadline.in(ApiFixture.PATIENCE))).isInstanceOf(Monitor.Wait.Done.class);
    }

    @Test
    void shouldCountAResponseAsAnswerWhenItsClientVanishes() throws Exception {
        Invocation invocation = api.running("id-1");

        try (Socket socket = api.connect()) {
            write(socket, head("id-1/response") + "Content-Length: 10\r\n\r\nabc");
            socket.setSoLinger(true, 0); // closing resets the connection
        }

        assertThat(ApiFixture.outcomeOf(invocation).errorType()).contains("Runtime.TruncatedResponse");
    }

    @Test
    void shouldRefuseNextAndErrorWhileAResponseIsBeingPosted() throws Exception {
        api.running("id-1");
        try (Socket socket = api.connect()) {
            write(socket, head("id-1/response") + "Content-Length: 10\r\n\r\nabc");
            await().atMost(ApiFixture.PATIENCE)
                    .untilAsserted(() -> assertThat(api.get(INVOCATION + "next").statusCode())
                            .isEqualTo(403));

            HttpResponse<String> error = api.post(INVOCATION + "id-1/error", "{}");

            assertThat(error.statusCode()).isEqualTo(403);
            write(socket, "defghij");
            assertThat(readHead(socket)).startsWith("HTTP/1.1 202");
        }
    }

    @Test
    void shouldForgetNextWhoseClientDisappeared() throws Exception {
        try (Socket dead = api.connect()) {
            write(dead, "GET " + INVOCATION + "next HTTP/1.1\r\nHost: x\r\n\r\n");
            api.awaitInit();
        }
        awaitWaitingCalls(0);

        var alive = api.nextLater();
        api.dispatch("id-1");

        assertThat(requestId(alive)).isEqualTo("id-1");
    }

    @Test
    void shouldServeEventToTheNextThatComesAfterTheClientDisappeared() throws Exception {
        try (Socket dead = api.connect()) {
            write(dead, "GET " + INVOCATION + "next HTTP/1.1\r\nHost: x\r\n\r\n");
            api.awaitInit();
        }
        awaitWaitingCalls(0);
        api.dispatch("id-1");

        var alive = api.nextLater();

        assertThat(requestId(alive)).isEqualTo("id-1");
    }

    @Test
    void shouldServeRequestsThatWereSentAheadInTheirOrder() throws Exception {
        api.running("id-1");

        String answers = exchange("GET /2018-06-01/ping HTTP/1.1\r\nHost: x\r\n\r\n"
                + head("wrong/response") + "Content-Length: 3\r\n\r\nabc"
                + "GET /ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answers)
                .matches("(?s)HTTP/1.1 200 OK.*pongHTTP/1.1 400 Bad Request.*InvalidRequestID.*HTTP/1.1 200 OK.*pong");
    }

    @Test
    void shouldContinueAClientThatAsks() throws Exception {
        api.running("id-1");
        try (Socket socket = api.connect()) {
            write(socket, head("id-1/response") + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");

            assertThat(readHead(socket)).startsWith("HTTP/1.1 100");
            write(socket, "{}");
            assertThat(readHead(socket)).startsWith("HTTP/1.1 202");
        }
    }

    @Test
    void shouldCloseWhenAClientLeavesInABodyThatWasAnsweredAlready() throws Exception {
        String answer = exchange(head("unknown/response") + "Content-Length: 10\r\n\r\n{}");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("InvalidRequestID");
    }

    @Test
    void shouldForgetANextWhoseClientLeftBehindManyRequests() throws Exception {
        String next = "GET " + INVOCATION + "next HTTP/1.1\r\nHost: x\r\n\r\n";

        assertThat(exchange(next.repeat(200))).isEmpty();
        awaitWaitingCalls(0);
    }

    @Test
    void shouldForgetANextWhoseClientLeftInItsBody() throws Exception {
        assertThat(exchange("GET " + INVOCATION + "next HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{}"))
                .isEmpty();
        awaitWaitingCalls(0);
    }

    private void awaitWaitingCalls(int count) {
        await().atMost(ApiFixture.PATIENCE)
                .untilAsserted(
                        () -> assertThat(api.session.runtime().waitingCalls()).isEqualTo(count));
    }

    private static String head(String path) {
        return "POST " + INVOCATION + path + " HTTP/1.1\r\nHost: x\r\n";
    }

    /** Sends bytes, ends the output, and reads all that comes back. */
    private String exchange(String bytes) throws Exception {
        try (Socket socket = api.connect()) {
            write(socket, bytes);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void write(Socket socket, String bytes) throws Exception {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String readHead(Socket socket) throws Exception {
        var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1);
        String status = reader.readLine();
        for (String line = status; line != null && !line.isEmpty(); ) {
            line = reader.readLine();
        }
        return String.valueOf(status);
    }

    private static Optional<String> header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name);
    }

    private static String requestId(CompletableFuture<HttpResponse<String>> next) throws Exception {
        return header(valueOf(next), "Lambda-Runtime-Aws-Request-Id").orElseThrow();
    }

    private static <T> T valueOf(CompletableFuture<T> future) throws Exception {
        return future.get(ApiFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
