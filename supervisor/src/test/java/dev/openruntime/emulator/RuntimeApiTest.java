package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeApiTest {
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
    void shouldServeEventWithAllHeadersThatHaveAValue() throws Exception {
        var next = api.nextLater();
        api.awaitInit();
        var request = new InvokeRequest(
                "{\"ü\": 1}\n".getBytes(StandardCharsets.UTF_8),
                "application/json",
                Optional.empty(),
                Optional.empty(),
                Optional.of("{\"client\":{}}"),
                Optional.empty(),
                Optional.of("tenant-7"));

        api.dispatch("id-1", request);
        HttpResponse<String> event = valueOf(next);

        assertThat(event.statusCode()).isEqualTo(200);
        assertThat(event.body()).isEqualTo("{\"ü\": 1}\n");
        assertThat(header(event, "Lambda-Runtime-Aws-Request-Id")).contains("id-1");
        assertThat(header(event, "Lambda-Runtime-Deadline-Ms")).contains("1700000000000");
        assertThat(header(event, "Lambda-Runtime-Invoked-Function-Arn"))
                .contains("arn:aws:lambda:us-east-1:012345678912:function:function");
        assertThat(header(event, "Lambda-Runtime-Trace-Id")).isPresent();
        assertThat(header(event, "Lambda-Runtime-Client-Context")).contains("{\"client\":{}}");
        assertThat(header(event, "Lambda-Runtime-Aws-Tenant-Id")).contains("tenant-7");
        assertThat(header(event, "Lambda-Runtime-Cognito-Identity")).isEmpty();
        assertThat(header(event, "Content-Type")).contains("application/json");
    }

    @Test
    void shouldServeTheSameEventAgainUntilItIsAnswered() throws Exception {
        api.running("id-1");

        HttpResponse<String> again = api.get(INVOCATION + "next");

        assertThat(header(again, "Lambda-Runtime-Aws-Request-Id")).contains("id-1");
    }

    @Test
    void shouldTakeResponseAndEndWithTheFollowingNext() throws Exception {
        Invocation invocation = api.running("id-1");

        HttpResponse<String> posted = api.send(api.request(INVOCATION + "id-1/response")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("line 1\nline 2")));
        api.waitInNext();

        assertThat(posted.statusCode()).isEqualTo(202);
        assertThat(posted.body()).isEqualTo("{\"status\":\"OK\"}\n");
        InvokeResult result = ApiFixture.answerOf(invocation);
        assertThat(result.text()).isEqualTo("line 1\nline 2");
        assertThat(result.contentType()).isEqualTo("text/plain");
        assertThat(result.functionError()).isFalse();
        assertThat(api.session.awaitEnd(Deadline.in(ApiFixture.PATIENCE))).isInstanceOf(Monitor.Wait.Done.class);
        assertRefused(api.post(INVOCATION + "id-1/response", "late"), 400, "InvalidRequestID", "Invalid request ID");
    }

    @Test
    void shouldRefuseUnknownIdAndKeepTheState() throws Exception {
        api.running("id-1");

        assertRefused(api.post(INVOCATION + "id-2/response", "x"), 400, "InvalidRequestID", "Invalid request ID");
        assertRefused(api.post(INVOCATION + "/error", "x"), 400, "InvalidRequestID", "Invalid request ID");
        assertThat(api.post(INVOCATION + "id-1/response", "x").statusCode()).isEqualTo(202);
    }

    @Test
    void shouldRefusePostBeforeAnyNext() throws Exception {
        assertRefused(api.post(INVOCATION + "id-1/response", "x"), 400, "InvalidRequestID", "Invalid request ID");
    }

    @ParameterizedTest
    @CsvSource({"response,response", "response,error", "error,response", "error,error"})
    void shouldRefuseSecondPostForTheSameId(String first, String second) throws Exception {
        api.running("id-1");
        api.post(INVOCATION + "id-1/" + first, "{}");

        HttpResponse<String> refused = api.post(INVOCATION + "id-1/" + second, "{}");

        String target = second.equals("response") ? "InvocationResponse" : "InvocationErrorResponse";
        assertRefused(
                refused,
                403,
                "InvalidStateTransition",
                "State transition from RuntimeResponseSentState to " + target
                        + " failed for runtime. Error: State transition is not allowed");
    }

    @Test
    void shouldTakeTheLargestResponse() throws Exception {
        Invocation invocation = api.running("id-1");

        HttpResponse<String> posted = postBytes("id-1/response", Emulator.MAX_PAYLOAD_BYTES);

        assertThat(posted.statusCode()).isEqualTo(202);
        assertThat(ApiFixture.answerOf(invocation).payload()).hasSize(Emulator.MAX_PAYLOAD_BYTES);
    }

    @Test
    void shouldRefuseLargerResponseAndCountItAsAnAnswer() throws Exception {
        Invocation invocation = api.running("id-1");

        HttpResponse<String> posted = postBytes("id-1/response", Emulator.MAX_PAYLOAD_BYTES + 1);
        api.waitInNext();

        assertRefused(posted, 413, "RequestEntityTooLarge", "Exceeded maximum allowed payload size (6291556 bytes).");
        assertThat(ApiFixture.answerOf(invocation).text())
                .isEqualTo("{\"errorType\":\"Function.ResponseSizeTooLarge\",\"errorMessage\":\"Response payload size"
                        + " (6291557 bytes) exceeded maximum allowed payload size (6291556 bytes).\"}");
        assertThat(api.session.awaitEnd(Deadline.in(ApiFixture.PATIENCE))).isInstanceOf(Monitor.Wait.Done.class);
    }

    @Test
    void shouldStayStuckAfterAnInvalidResponseMode() throws Exception {
        Invocation invocation = api.running("id-1");

        HttpResponse<String> posted = api.send(api.request(INVOCATION + "id-1/response")
                .header("Lambda-Runtime-Function-Response-Mode", "Streaming")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertRefused(posted, 400, "InvalidFunctionResponseMode", "Invalid function response mode");
        Outcome outcome = ApiFixture.outcomeOf(invocation);
        assertThat(outcome.errorType()).contains("Runtime.InvalidResponseModeHeader");
        assertThat(outcome.result().payload()).isEmpty();
        assertThat(outcome.result().functionError()).isTrue();
        assertRefused(
                api.get(INVOCATION + "next"),
                403,
                "InvalidStateTransition",
                "State transition from InvocationResponse to Ready failed for runtime."
                        + " Error: State transition is not allowed");
    }

    @Test
    void shouldHandErrorOnUnchangedAndKeepItsTypeForTheLog() throws Exception {
        Invocation invocation = api.running("id-1");

        HttpResponse<String> posted = api.send(api.request(INVOCATION + "id-1/error")
                .header("Lambda-Runtime-Function-Error-Type", "MyError")
                .POST(HttpRequest.BodyPublishers.ofString("{\"errorMessage\":\"no\",\"trace\":[]}")));

        assertThat(posted.statusCode()).isEqualTo(202);
        Outcome outcome = ApiFixture.outcomeOf(invocation);
        assertThat(outcome.result().text()).isEqualTo("{\"errorMessage\":\"no\",\"trace\":[]}");
        assertThat(outcome.result().functionError()).isTrue();
        assertThat(outcome.errorType()).contains("Runtime.Unknown");
    }

    @Test
    void shouldTakeInitErrorOnceAndOnlyBeforeTheFirstNext() throws Exception {
        HttpResponse<String> first = api.post("/2018-06-01/runtime/init/error", "{\"errorType\":\"E\"}");
        HttpResponse<String> second = api.post("/2018-06-01/runtime/init/error", "{}");

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(403);
        assertThat(api.awaitInit())
                .isInstanceOfSatisfying(
                        Monitor.Wait.Failed.class,
                        failed -> assertThat(
                                        failed.fault().error(Optional.empty()).text())
                                .isEqualTo("{\"errorType\":\"E\"}"));
        assertThat(api.get(INVOCATION + "next").statusCode()).isEqualTo(403);
    }

    @Test
    void shouldRefuseInitErrorAfterNext() throws Exception {
        api.running("id-1");

        assertRefused(
                api.post("/2018-06-01/runtime/init/error", "{}"),
                403,
                "InvalidStateTransition",
                "State transition from Running to InitError failed for runtime."
                        + " Error: State transition is not allowed");
    }

    @Test
    void shouldGiveEachEventToTheNextThatHasWaitedLongest() throws Exception {
        var first = api.nextLater();
        api.awaitInit();
        var second = api.nextLater();
        awaitWaitingCalls(2);

        api.dispatch("id-1");
        CompletableFuture.anyOf(first, second).get(ApiFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        api.post(INVOCATION + "id-1/response", "{}");
        api.session.awaitEnd(Deadline.in(ApiFixture.PATIENCE));
        api.dispatch("id-2");

        assertThat(List.of(requestId(first), requestId(second))).containsExactlyInAnyOrder("id-1", "id-2");
    }

    @Test
    void shouldAnswerNotFoundForEverythingElse() throws Exception {
        assertThat(api.get("/2018-06-01/runtime/restore/next").statusCode()).isEqualTo(404);
        assertThat(api.post(INVOCATION + "next", "").statusCode()).isEqualTo(404);
        assertThat(api.get("/").statusCode()).isEqualTo(404);
        assertThat(api.get("/2018-06-01/ping").body()).isEqualTo("pong");
    }

    private void awaitWaitingCalls(int count) {
        await().atMost(ApiFixture.PATIENCE)
                .untilAsserted(
                        () -> assertThat(api.session.runtime().waitingCalls()).isEqualTo(count));
    }

    private HttpResponse<String> postBytes(String path, int size) throws Exception {
        return api.send(api.request(INVOCATION + path).POST(HttpRequest.BodyPublishers.ofByteArray(new byte[size])));
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String type, String message) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + type + "\"}\n");
        assertThat(header(answer, "Content-Type")).contains("application/json");
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
