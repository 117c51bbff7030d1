package dev.openruntime.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Failure;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.loop.SourceFailure;
import dev.openruntime.peer.Events;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeApiPostTest {

    private static final Outcome.FunctionError ERROR =
            new Failure("OpenRuntime.HandlerDied", "exit status 3").asOutcome();

    @RegisterExtension
    final ConnectedToFake connected = new ConnectedToFake();

    private final FakePlatform platform = connected.platform;
    private final RuntimeApi api = connected.api;

    @Test
    void shouldPostAResponse() throws Exception {
        platform.thenStatus("202 Accepted", "{\"status\":\"OK\"}\n");

        api.post(of("id-1"), response("{\"ok\":true}", Optional.empty()));

        FakePlatform.Heard request = platform.heard();
        assertThat(request.line()).isEqualTo("POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1");
        assertThat(request.body().text()).isEqualTo("{\"ok\":true}");
        assertThat(request.header("content-type")).isEqualTo("application/json");
        assertThat(request.header("content-length")).isEqualTo("11");
        assertThat(request.header("host")).isEqualTo(platform.address());
        assertThat(request.headers()).doesNotContainKeys("expect", "lambda-runtime-function-response-mode");
    }

    @ParameterizedTest
    @CsvSource({
        "text/html; charset=utf-8, text/html; charset=utf-8",
        "'text/x\r\nEvil: yes', text/x??Evil: yes",
        "'', application/json",
        "' ', application/json"
    })
    void shouldPostTheContentTypeThatWasNamed(String named, String posted) throws Exception {
        platform.thenStatus("202 Accepted", "");

        api.post(of("id-1"), response("", Optional.of(named)));

        FakePlatform.Heard request = platform.heard();
        assertThat(request.header("content-type")).isEqualTo(posted);
        assertThat(request.headers()).doesNotContainKey("evil");
        assertThat(request.header("content-length")).isEqualTo("0");
    }

    @Test
    void shouldPostTheLargestResponseByteForByte() throws Exception {
        byte[] body = new byte[6_291_556];
        new Random(2).nextBytes(body);
        platform.thenStatus("202 Accepted", "");

        api.post(of("id-1"), new Outcome.Response(Body.of(body), Optional.empty()));

        assertThat(platform.heard().body().bytes()).isEqualTo(body);
    }

    @Test
    void shouldPostAnError() throws Exception {
        platform.thenStatus("202 Accepted", "");

        api.post(of("id-1"), ERROR);

        FakePlatform.Heard request = platform.heard();
        assertThat(request.line()).isEqualTo("POST /2018-06-01/runtime/invocation/id-1/error HTTP/1.1");
        assertThat(request.body().bytes()).isEqualTo(ERROR.body().bytes());
        assertThat(request.header("content-type")).isEqualTo("application/vnd.aws.lambda.error+json");
        assertThat(request.header("lambda-runtime-function-error-type")).isEqualTo("OpenRuntime.HandlerDied");
    }

    @Test
    void shouldSanitiseTheErrorType() throws Exception {
        platform.thenStatus("202 Accepted", "");

        api.post(
                of("id-1"),
                new Outcome.FunctionError(Body.of("{}"), " Bad\r\nEvil: yes\u0000\u00e9\u2028" + "x".repeat(1_000)));

        FakePlatform.Heard request = platform.heard();
        assertThat(request.header("lambda-runtime-function-error-type"))
                .startsWith("Bad??Evil: yes???x")
                .hasSize(255);
        assertThat(request.headers()).doesNotContainKey("evil");
    }

    @ParameterizedTest
    @CsvSource({
        "8476a536-e9f4-11e8-9739-2dfe598c3fcd, 8476a536-e9f4-11e8-9739-2dfe598c3fcd",
        "a/b?c#d, a%2Fb%3Fc%23d",
        "a b+c, a%20b%2Bc",
        "100%\u00e4, 100%25%C3%A4"
    })
    void shouldEncodeTheRequestId(String requestId, String inThePath) throws Exception {
        platform.thenStatus("202 Accepted", "");

        api.post(of(requestId), ERROR);

        assertThat(platform.heard().line())
                .isEqualTo("POST /2018-06-01/runtime/invocation/" + inThePath + "/error HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void shouldPostAnErrorWhoseTypeIsEmpty(String errorType) throws Exception {
        platform.thenStatus("202 Accepted", "");

        api.post(of("id-1"), new Outcome.FunctionError(Body.of("{}"), errorType));

        assertThat(platform.heard().line()).endsWith("/id-1/error HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"400 Bad Request", "403 Forbidden", "413 Request Entity Too Large", "410 Gone", "200 OK"})
    void shouldGoOnWhenThePlatformDoesNotTakeThisOutcome(String status) throws Exception {
        platform.thenStatus(status, "{\"errorType\":\"X\"}").thenEvent("id-2", "", "");

        api.post(of("id-1"), ERROR);

        assertThat(api.next().requestId()).isEqualTo("id-2");
        assertThat(platform.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 Internal Server Error", "503 Service Unavailable"})
    void shouldFailWhenThePlatformCannotGoOn(String status) {
        platform.thenStatus(status, "{\"errorType\":\"InternalServerError\"}");

        assertThatExceptionOfType(SourceFailure.class)
                .isThrownBy(() -> api.post(of("id-1"), ERROR))
                .withMessage("the platform can't go on: it answered the outcome of id-1 with status "
                        + status.substring(0, 3) + ": {\"errorType\":\"InternalServerError\"}");
    }

    @Test
    void shouldFailWhenThePlatformIsGone() throws Exception {
        platform.close();

        assertThatExceptionOfType(SourceFailure.class)
                .isThrownBy(() -> api.post(of("id-1"), ERROR))
                .withMessageStartingWith(
                        "no answer from the platform at " + platform.address() + " to the outcome of id-1");
    }

    @Test
    void shouldPostAnInitError() throws Exception {
        platform.thenStatus("202 Accepted", "");

        api.postInitError(ERROR);

        FakePlatform.Heard request = platform.heard();
        assertThat(request.line()).isEqualTo("POST /2018-06-01/runtime/init/error HTTP/1.1");
        assertThat(request.body().bytes()).isEqualTo(ERROR.body().bytes());
        assertThat(request.header("lambda-runtime-function-error-type")).isEqualTo("OpenRuntime.HandlerDied");
    }

    @Test
    void shouldFailWhenTheInitErrorIsNotTaken() {
        platform.thenStatus("403 Forbidden", "{\"errorType\":\"InvalidStateTransition\"}");

        assertThatExceptionOfType(SourceFailure.class)
                .isThrownBy(() -> api.postInitError(ERROR))
                .withMessage("the platform did not take the init error: status 403:"
                        + " {\"errorType\":\"InvalidStateTransition\"}");
    }

    private static Invocation of(String requestId) {
        return Events.event(requestId, "", Duration.ofMinutes(1));
    }

    private static Outcome.Response response(String body, Optional<String> contentType) {
        return new Outcome.Response(Body.of(body), contentType);
    }
}
