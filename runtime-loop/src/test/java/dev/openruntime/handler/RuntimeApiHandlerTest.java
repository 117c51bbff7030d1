package dev.openruntime.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.openruntime.handler.RawClient.Heard;
import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Header;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.peer.Events;
import dev.openruntime.worker.Action;
import dev.openruntime.worker.Answer;
import dev.openruntime.worker.Call;
import dev.openruntime.worker.WorkerFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a runtime may say, when, and what it comes to. */
final class RuntimeApiHandlerTest {

    private static final String INVALID_ID =
            "{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}\n";

    private static final RuntimeApiServer SERVER = new RuntimeApiServer("127.0.0.1:1");

    private OwnedProcess process = start();
    private RawClient client = connect();

    private static OwnedProcess start() {
        try {
            return new OwnedProcess(SERVER);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private RawClient connect() {
        try {
            return process.client();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void askForAnEvent() throws IOException {
        client.sendNext();
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        process.close();
    }

    @Test
    void shouldHandOutAllThatThePlatformSaidAndTakeTheAnswerByteForByte() throws Exception {
        String json = "{\"name\":\"Zoë\"}";
        String wire = new String(json.getBytes(StandardCharsets.UTF_8), ISO_8859_1);
        byte[] bytes = {0, (byte) 0xff, '\r', '\n'};
        Invocation invocation = new Invocation(
                "id/1 ü",
                Body.of(bytes),
                Deadline.atEpochMillis(1_900_000_000_123L),
                0,
                Optional.of("arn:f"),
                Optional.of("Root=1"),
                Optional.of("tenant"),
                Optional.of(json),
                Optional.empty(),
                Optional.of("image/png"),
                List.of(
                        new Header("lambda-runtime-client-context", wire),
                        new Header("Lambda-Runtime-Later", "new"),
                        new Header("Lambda-Runtime-Cognito-Identity", "")));

        Call call = process.call(invocation);
        Heard event = client.hear();
        Heard accepted = client.post(
                "invocation/id%2F1%20%C3%BC/response",
                "Content-Type: image/gif\r\nLambda-Runtime-Later: too\r\nX-Other: no\r\n", "\u0000\u00ff\n");

        assertThat(event.status()).isEqualTo(200);
        assertThat(event.content().bytes()).isEqualTo(bytes);
        assertThat(event.headers())
                .containsEntry("lambda-runtime-deadline-ms", "1900000000123")
                .containsEntry("lambda-runtime-invoked-function-arn", "arn:f")
                .containsEntry("lambda-runtime-trace-id", "Root=1")
                .containsEntry("lambda-runtime-aws-tenant-id", "tenant")
                .containsEntry("lambda-runtime-client-context", wire)
                .containsEntry("lambda-runtime-later", "new")
                .containsEntry("lambda-runtime-cognito-identity", "")
                .containsEntry("content-type", "image/png");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.body()).isEqualTo("{\"status\":\"OK\"}\n");
        Answer answer = OwnedProcess.answer(call);
        assertThat(answer.action()).isEqualTo(Action.RESPOND);
        assertThat(answer.contentType()).contains("image/gif");
        assertThat(answer.body().bytes()).containsExactly(0, 0xff, '\n');
        assertThat(answer.response().posted().orElseThrow().headers())
                .containsExactly(new Header("Content-Type", "image/gif"), new Header("Lambda-Runtime-Later", "too"));
    }

    @Test
    void shouldAnswerByThePlatformsTablesWhenCallsAreRepeatedOrOutOfTurn() throws Exception {
        Heard early = process.client().post("invocation/id-1/response", "", "early");
        Call call = process.call(event("id-1"));
        Heard first = client.hear();
        Heard again = client.next();
        Heard unknown = client.post("invocation/other/error", "", "{}");
        Heard initError = client.post("init/error", "", "{}");
        Heard error = client.post(
                "invocation/id-1/error", "Lambda-Runtime-Function-Error-Type: Function.Odd\r\n", "no JSON at all");
        Heard second = client.post("invocation/id-1/response", "", "2nd");
        client.sendNext();
        Call next = process.call(event("id-2"));
        Heard following = client.hear();
        Heard late = client.post("invocation/id-1/response", "", "late");

        assertThat(early.status()).isEqualTo(400);
        assertThat(early.body()).isEqualTo(INVALID_ID);
        assertThat(first.header("lambda-runtime-aws-request-id")).isEqualTo("id-1");
        assertThat(again).usingRecursiveComparison().isEqualTo(first);
        assertThat(unknown.body()).isEqualTo(INVALID_ID);
        assertThat(initError.status()).isEqualTo(403);
        assertThat(initError.body())
                .isEqualTo("{\"errorMessage\":\"State transition from Running to InitError failed for runtime. Error:"
                        + " State transition is not allowed\",\"errorType\":\"InvalidStateTransition\"}\n");
        assertThat(error.status()).isEqualTo(202);
        Outcome.FunctionError posted = OwnedProcess.answer(call).error();
        assertThat(posted.errorType()).isEqualTo("Function.Odd");
        assertThat(posted.body().text()).isEqualTo("no JSON at all");
        assertThat(second.status()).isEqualTo(403);
        assertThat(second.body())
                .contains("State transition from RuntimeResponseSentState to InvocationResponse failed for runtime.");
        assertThat(following.header("lambda-runtime-aws-request-id")).isEqualTo("id-2");
        assertThat(late.body()).isEqualTo(INVALID_ID);
        assertThat(next.isOver()).isFalse();
    }

    @Test
    void shouldServeTheEventAgainWhenTheClientReconnects() throws Exception {
        process.awaitReady();
        client.close();
        RawClient dead = process.client().sendNext();
        dead.sendNoMore();
        Throwable hungUp = catchThrowableOfType(IOException.class, dead::hear);

        Call call = process.call(event("id-1"));
        RawClient third = process.client();
        Heard served = third.next();
        third.close();
        RawClient fourth = process.client();
        Heard again = fourth.next();
        Heard accepted = fourth.post("invocation/id-1/response", "", "made it");

        assertThat(hungUp).isNotNull();
        assertThat(served.header("lambda-runtime-aws-request-id")).isEqualTo("id-1");
        assertThat(again.header("lambda-runtime-aws-request-id")).isEqualTo("id-1");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(OwnedProcess.text(OwnedProcess.answer(call))).isEqualTo("made it");
    }

    @Test
    void shouldTakeRequestsThatWereSentAheadInTheirOrder() throws Exception {
        Call first = process.call(event("id-1"));
        Heard event = client.hear();
        client.sendPost("invocation/id-1/response", "", "one")
                .sendPost("invocation/id-1/response", "", "two")
                .sendNext()
                .sendPost("invocation/id-2/response", "", "three");

        Heard accepted = client.hear();
        Heard refused = client.hear();
        Answer one = OwnedProcess.answer(first);
        Call second = process.call(event("id-2"));

        assertThat(event.status()).isEqualTo(200);
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(OwnedProcess.text(one)).isEqualTo("one");
        assertThat(client.hear().header("lambda-runtime-aws-request-id")).isEqualTo("id-2");
        assertThat(client.hear().status()).isEqualTo(202);
        assertThat(OwnedProcess.text(OwnedProcess.answer(second))).isEqualTo("three");
    }

    @Test
    void shouldKeepChunksAndTrailersWhenAResponseBreaksOffWithAnError() throws Exception {
        String error = "{\"errorType\":\"Function.Broke\",\"errorMessage\":\"half way\"}";
        Call call = process.call(event("id-1"));
        client.hear();

        client.send("POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1\r\nHost: x\r\n"
                + "Transfer-Encoding: chunked\r\nTrailer: Lambda-Runtime-Function-Error-Type,"
                + " Lambda-Runtime-Function-Error-Body\r\n\r\n3\r\nhal\r\n1\r\nf\r\n0\r\n"
                + "Lambda-Runtime-Function-Error-Type: Function.Broke\r\nLambda-Runtime-Function-Error-Body: "
                + Base64.getEncoder().encodeToString(error.getBytes(StandardCharsets.UTF_8)) + "\r\n\r\n");

        assertThat(client.hear().status()).isEqualTo(202);
        Answer answer = OwnedProcess.answer(call);
        assertThat(OwnedProcess.text(answer)).isEqualTo("half");
        assertThat(answer.posted().orElseThrow().trailers()).hasSize(2);
        assertThat(answer.seen()).isInstanceOfSatisfying(Outcome.FunctionError.class, broken -> {
            assertThat(broken.errorType()).isEqualTo("Function.Broke");
            assertThat(broken.body().text()).isEqualTo(error);
        });
    }

    @Test
    void shouldTakeSixMebibytesAndRefuseOneByteMore() throws Exception {
        Call whole = process.call(event("id-1"));
        client.hear();
        Heard accepted = client.post("invocation/id-1/response", "", "x".repeat(RequestBody.MOST_BYTES));
        Answer answer = OwnedProcess.answer(whole);
        client.sendNext();
        Call over = process.call(event("id-2"));
        client.hear();
        Heard refused = client.post("invocation/id-2/response", "", "x".repeat(RequestBody.MOST_BYTES + 1));

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(answer.body().length()).isEqualTo(RequestBody.MOST_BYTES);
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.body())
                .isEqualTo("{\"errorMessage\":\"Exceeded maximum allowed payload size (6291556 bytes).\","
                        + "\"errorType\":\"RequestEntityTooLarge\"}\n");
        WorkerFailure failure = failure(over);
        assertThat(failure.kind()).isEqualTo(WorkerFailure.Kind.TOO_LARGE);
        assertThat(failure)
                .hasMessage("Response payload size (6291557 bytes) exceeded maximum allowed payload size"
                        + " (6291556 bytes).");
    }

    @Test
    void shouldFailTheInvocationAndGoOnWhenAPostIsCutOffOrHasAnUnknownMode() throws Exception {
        Call cut = process.call(event("id-1"));
        client.hear();
        client.send("POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf")
                .sendNoMore();
        Heard truncated = client.hear();
        RawClient other = process.client().sendNext();
        Call odd = process.call(event("id-2"));
        other.hear();
        Heard mode =
                other.post("invocation/id-2/response", "Lambda-Runtime-Function-Response-Mode: Streaming\r\n", "x");
        other.sendNext();
        Call fine = process.call(event("id-3"));
        Heard event = other.hear();

        assertThat(truncated.status()).isEqualTo(400);
        assertThat(truncated.body()).contains("\"TruncatedHTTPRequest\"");
        assertThat(failure(cut).errorType()).contains("Runtime.TruncatedResponse");
        assertThat(mode.status()).isEqualTo(400);
        assertThat(mode.body()).contains("\"InvalidFunctionResponseMode\"");
        assertThat(failure(odd).errorType()).contains("Runtime.InvalidResponseModeHeader");
        assertThat(event.header("lambda-runtime-aws-request-id")).isEqualTo("id-3");
        assertThat(fine.isOver()).isFalse();
    }

    @Test
    void shouldTellOfTheInitErrorOnceItsClientKnows() throws Exception {
        OwnedProcess loading = new OwnedProcess(SERVER);

        try (RawClient its = loading.client()) {
            Heard accepted = its.post(
                    "init/error", "Lambda-Runtime-Function-Error-Type: Runtime.NoSuch\r\n", "{\"errorType\":\"X\"}");
            Heard refused = its.next();

            assertThat(accepted.status()).isEqualTo(202);
            Outcome.FunctionError error = loading.loadErrors.poll(30, TimeUnit.SECONDS);
            assertThat(error).isNotNull();
            assertThat(error.errorType()).isEqualTo("Runtime.NoSuch");
            assertThat(error.body().text()).isEqualTo("{\"errorType\":\"X\"}");
            assertThat(refused.status()).isEqualTo(403);
        }
        loading.close();
    }

    @Test
    void shouldDropWhatComesLateWhenItsProcessIsGone() throws Exception {
        Call call = process.call(event("id-1"));
        client.hear();

        process.handler.ended(ExitError.of(Optional.of("id-1"), 137, List.of()));
        Heard late = client.post("invocation/id-1/response", "", "too late");

        assertThat(late.body()).isEqualTo(INVALID_ID);
        WorkerFailure failure = failure(call);
        assertThat(failure.errorType()).contains("Runtime.ExitError");
        assertThat(failure).hasMessage("RequestId: id-1 Error: Runtime exited with error: signal: killed");
        assertThat(process.handler.worker().hasEnded()).isTrue();
        assertThat(process.handler.awaitAsked(OwnedProcess.aMinute())).isTrue();
    }

    private static Invocation event(String requestId) {
        return Events.event(requestId, "an event", Duration.ofMinutes(1));
    }

    private static WorkerFailure failure(Call call) {
        WorkerFailure failure = catchThrowableOfType(WorkerFailure.class, () -> OwnedProcess.answer(call));
        assertThat(failure).isNotNull();
        return failure;
    }
}
