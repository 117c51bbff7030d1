package dev.openruntime.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.openruntime.invocation.Invocation;
import dev.openruntime.loop.SourceFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeApiNextTest {

    private static final String EVENT_HEAD = "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: id-1\r\n";

    private final FakePlatform platform;
    private final LambdaClient client;
    private final RuntimeApi api;

    RuntimeApiNextTest() throws IOException {
        platform = new FakePlatform();
        client = new LambdaClient(platform.address(), "open-runtime/1.2.3");
        api = client.runtime();
    }

    @BeforeEach
    void expectNothingYet() {
        assertThat(platform.connections()).isZero();
    }

    @AfterEach
    void close() throws IOException {
        api.close();
        client.close();
        platform.close();
    }

    @Test
    void shouldAskAsTheContractSays() throws Exception {
        platform.thenEvent("id-1", "", "{}");

        Invocation _ = api.next();

        FakePlatform.Heard request = platform.heard();
        assertThat(request.line()).isEqualTo("GET /2018-06-01/runtime/invocation/next HTTP/1.1");
        assertThat(request.header("host")).isEqualTo(platform.address());
        assertThat(request.header("user-agent")).isEqualTo("open-runtime/1.2.3");
        assertThat(request.headers()).doesNotContainKeys("content-length", "transfer-encoding", "expect");
    }

    @Test
    void shouldCarryEveryHeader() throws Exception {
        long deadline = System.currentTimeMillis() + 3_000;
        platform.thenEvent(
                "id-1",
                "lambda-runtime-deadline-ms: " + deadline + "\r\n"
                        + "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:x\r\n"
                        + "Lambda-Runtime-Trace-Id: Root=1-5;Parent=2;Sampled=1\r\n"
                        + "Lambda-Runtime-Client-Context: {\"client\":{}}\r\n"
                        + "Lambda-Runtime-Cognito-Identity: {\"cognitoIdentityId\":\"i\"}\r\n"
                        + "Lambda-Runtime-Aws-Tenant-Id: tenant\r\n"
                        + "Content-Type: text/csv\r\n",
                "a,b");

        Invocation invocation = api.next();

        assertThat(invocation.requestId()).isEqualTo("id-1");
        assertThat(invocation.event().text()).isEqualTo("a,b");
        assertThat(invocation.platformDeadline().epochMillis()).isEqualTo(deadline);
        assertThat(invocation.functionArn()).contains("arn:aws:lambda:x");
        assertThat(invocation.traceId()).contains("Root=1-5;Parent=2;Sampled=1");
        assertThat(invocation.clientContext()).contains("{\"client\":{}}");
        assertThat(invocation.identity()).contains("{\"cognitoIdentityId\":\"i\"}");
        assertThat(invocation.tenantId()).contains("tenant");
        assertThat(invocation.contentType()).contains("text/csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", """
                Lambda-Runtime-Deadline-Ms:\r
                Lambda-Runtime-Invoked-Function-Arn:\r
                Lambda-Runtime-Trace-Id:\r
                Lambda-Runtime-Client-Context:\r
                Lambda-Runtime-Cognito-Identity:\r
                Lambda-Runtime-Aws-Tenant-Id:\r
                Content-Type:\r
                """})
    void shouldTakeAbsentAndEmptyHeadersAlike(String headers) throws Exception {
        platform.thenEvent("id-1", headers, "");

        Invocation invocation = api.next();

        assertThat(invocation.event().isEmpty()).isTrue();
        assertThat(invocation.functionArn()).isEmpty();
        assertThat(invocation.traceId()).isEmpty();
        assertThat(invocation.clientContext()).isEmpty();
        assertThat(invocation.identity()).isEmpty();
        assertThat(invocation.tenantId()).isEmpty();
        assertThat(invocation.contentType()).isEmpty();
        assertThat(invocation.platformDeadline().remaining()).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
    }

    @Test
    void shouldReadHeadersAsUtf8() throws Exception {
        String context = "{\"name\":\"Zoë 😀\"}";
        platform.thenEvent(
                "id-1",
                "Lambda-Runtime-Client-Context: " + new String(context.getBytes(UTF_8), ISO_8859_1) + "\r\n"
                        + "Lambda-Runtime-Aws-Tenant-Id: caf\u00e9\r\n",
                "");

        Invocation invocation = api.next();

        assertThat(invocation.clientContext()).contains(context);
        assertThat(invocation.tenantId()).as("what is no UTF-8 stays as it is").contains("caf\u00e9");
    }

    @Test
    void shouldTakeALongHeader() throws Exception {
        platform.thenEvent("id-1", "Lambda-Runtime-Client-Context: " + "x".repeat(500_000) + "\r\n", "");

        assertThat(api.next().clientContext().orElseThrow()).hasSize(500_000);
    }

    @Test
    void shouldPutAChunkedEventTogether() throws Exception {
        platform.thenRaw(EVENT_HEAD
                + "Transfer-Encoding: chunked\r\nTrailer: X-Later\r\n\r\n"
                + "5;ext=1\r\nhello\r\n1\r\n,\r\n6\r\n world\r\n0\r\nX-Later: yes\r\n\r\n");

        assertThat(api.next().event().text()).isEqualTo("hello, world");
    }

    @Test
    void shouldTakeAnEventThatEndsWithItsConnection() throws Exception {
        platform.thenRawAndHangUp(EVENT_HEAD + "\r\n{\"all\":1}");

        assertThat(api.next().event().text()).isEqualTo("{\"all\":1}");
    }

    @Test
    void shouldTakeTheLargestEventByteForByte() throws Exception {
        byte[] event = new byte[6_291_556];
        new Random(1).nextBytes(event);
        platform.then(socket -> {
            String head = EVENT_HEAD + "Content-Length: " + event.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            socket.getOutputStream().write(event);
        });

        assertThat(api.next().event().bytes()).isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"403 Forbidden", "500 Internal Server Error", "204 No Content"})
    void shouldFailWithWordsWhenThePlatformAnswersAnythingElse(String status) {
        String body = status.startsWith("204") ? "" : "{\"errorType\":\"InvalidStateTransition\"}\n";
        platform.thenRaw("HTTP/1.1 " + status + "\r\n"
                + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n" + body);

        assertThatExceptionOfType(SourceFailure.class)
                .isThrownBy(api::next)
                .withMessageStartingWith("the platform at " + platform.address() + " answered `next` with status "
                        + status.substring(0, 3))
                .withMessageEndingWith(body.strip());
    }

    @Test
    void shouldFailWhenTheEventHasNoRequestId() {
        platform.thenStatus("200 OK", "{}");

        assertThatExceptionOfType(SourceFailure.class)
                .isThrownBy(api::next)
                .withMessage("the platform sent an event without a request id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "1.5", "99999999999999999999", "0x10"})
    void shouldFailWhenTheDeadlineIsNoNumber(String deadline) {
        platform.thenEvent("id-1", "Lambda-Runtime-Deadline-Ms: " + deadline + "\r\n", "");

        assertThatExceptionOfType(SourceFailure.class)
                .isThrownBy(api::next)
                .withMessage("the platform sent a deadline that is no number: " + deadline);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                EVENT_HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n"
            })
    void shouldFailWhenTheAnswerIsNoHttp(String answer) {
        platform.thenRaw(answer);

        assertThatExceptionOfType(SourceFailure.class)
                .isThrownBy(api::next)
                .withMessageStartingWith(
                        "the platform at " + platform.address() + " answered next by what is no HTTP: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EVENT_HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nhel",
                EVENT_HEAD + "Content-Length: 10\r\n\r\nhello",
                EVENT_HEAD,
                "HTTP/1.1 2"
            })
    void shouldFailWhenTheAnswerIsCutShort(String answer) {
        platform.thenRawAndHangUp(answer);

        assertThatExceptionOfType(SourceFailure.class)
                .isThrownBy(api::next)
                .withMessageStartingWith("no answer from the platform at " + platform.address() + " to next: ")
                .withMessageNotContaining("null");
    }

    @Test
    void shouldFailWhenNobodyListens() throws Exception {
        platform.close();

        assertThatExceptionOfType(SourceFailure.class)
                .isThrownBy(api::next)
                .withMessageContaining("cannot connect to " + platform.address())
                .withMessageContaining("Connection refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "127.0.0.1:port", "127.0.0.1:70000", ":9001", "9001", "127.0.0.1:", ""})
    void shouldFailWhenTheAddressIsNone(String address) {
        try (LambdaClient lost = new LambdaClient(address, "x/1");
                RuntimeApi nowhere = lost.runtime()) {
            assertThatExceptionOfType(SourceFailure.class)
                    .isThrownBy(nowhere::next)
                    .withMessageContaining("cannot read `" + address + "` as HOST:PORT");
        }
    }
}
