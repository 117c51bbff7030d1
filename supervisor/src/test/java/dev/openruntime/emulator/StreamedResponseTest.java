package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A response that is passed on while it is made, over real sockets. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamedResponseTest {
    private static final String STREAMS = """
            import base64

            def chunk(part):
                connection.send(b'%x\\r\\n%s\\r\\n' % (len(part), part))

            def stream(id, how):
                connection.putrequest('POST', RUNTIME + 'invocation/' + id + '/response')
                framed = how == 'framed'
                kind = 'application/vnd.awslambda.http-integration-response' if framed else 'text/plain'
                connection.putheader('Content-Type', kind)
                connection.putheader('Lambda-Runtime-Function-Response-Mode', 'streaming')
                connection.putheader('Transfer-Encoding', 'chunked')
                connection.endheaders()
                if framed:
                    chunk(b'{"statusCode":201,"headers":{"x-by":"test"},"cook')
                    chunk(b'ies":["a=b"]}' + bytes(8) + b'be')
                    chunk(b'gin ')
                else:
                    chunk(b'begin ')
                trailers = b''
                if how == 'gate':
                    while not os.path.exists('go'):
                        time.sleep(0.01)
                if how == 'large' or how == 'endless':
                    for _ in range(8 if how == 'large' else 60):
                        chunk(bytes(1024 * 1024))
                if how == 'exit':
                    time.sleep(0.1)
                    os._exit(3)
                if how == 'broken':
                    error = base64.b64encode(b'{"errorType":"E"}')
                    trailers = b'Lambda-Runtime-Function-Error-Type: Function.Broke\\r\\n'
                    trailers += b'Lambda-Runtime-Function-Error-Body: ' + error + b'\\r\\n'
                chunk(b'end')
                connection.send(b'0\\r\\n' + trailers + b'\\r\\n')
                answer = connection.getresponse()
                answer.read()
                say('streamed ' + how + ' ' + str(answer.status))

            while True:
                id, event, _ = next_event()
                e = json.loads(event)
                how = e.get('how') or e['rawPath'][1:]
                if how == 'plain':
                    respond(id, '{"a":1}')
                elif how == 'fail':
                    fail(id, 'Function.Odd', '{"errorType":"Odd"}')
                else:
                    stream(id, how)
            """;

    @TempDir
    static Path folder;

    private EmulatorFixture fixture;

    @BeforeAll
    void start() throws Exception {
        fixture = EmulatorFixture.of(folder, STREAMS);
        fixture.emulator.init();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void shouldHandOnTheFirstBytesWhileTheRestIsMade() throws Exception {
        HttpResponse<InputStream> answer = open("/gate");
        try (InputStream body = answer.body()) {
            String begin = new String(body.readNBytes(6), StandardCharsets.UTF_8);
            Files.writeString(folder.resolve("go"), "");
            String rest = new String(body.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer.headers().firstValue("content-type")).contains("text/plain");
            assertThat(begin).isEqualTo("begin ");
            assertThat(rest).isEqualTo("end");
        }
    }

    @Test
    void shouldMakeAHeadOfThePreludeAndPassMoreThanAWholeResponseMayHave() throws Exception {
        HttpResponse<InputStream> framed = open("/framed");
        HttpResponse<InputStream> large = open("/large");

        assertThat(framed.statusCode()).isEqualTo(201);
        assertThat(framed.headers().firstValue("x-by")).contains("test");
        assertThat(framed.headers().firstValue("set-cookie")).contains("a=b");
        assertThat(framed.body().readAllBytes()).asString().isEqualTo("begin end");
        assertThat(large.body().readAllBytes()).hasSize(6 + 8 * 1024 * 1024 + 3);
    }

    @Test
    void shouldCutTheUrlsClientOffWhenTheResponseBreaks() throws Exception {
        for (String how : new String[] {"/broken", "/exit"}) {
            InputStream body = open(how).body();

            assertThatThrownBy(body::readAllBytes).as(how).isInstanceOf(IOException.class);
        }
        assertThat(open("/plain").body().readAllBytes()).asString().isEqualTo("{\"a\":1}");
    }

    @Test
    void shouldHoldTheRuntimeUpWhileItsCallerIsSlowAndLetItGoOnWithoutOne() throws Exception {
        try (InputStream body = open("/endless").body()) {
            assertThat(body.readNBytes(6)).asString().isEqualTo("begin ");
            assertThat(fixture.output).doesNotContain("streamed endless 202");
        }
        await().atMost(EmulatorFixture.PATIENCE)
                .untilAsserted(() -> assertThat(fixture.output).contains("streamed endless 202"));
    }

    @Test
    void shouldAnswerWithAnEventStreamThatTellsHowItEnded() throws Exception {
        assertThat(events("large")).startsWith("PayloadChunk").endsWith("InvokeComplete {}");
        assertThat(events("gate-less")).isEqualTo("PayloadChunk begin PayloadChunk endInvokeComplete {}");
        assertThat(events("broken"))
                .isEqualTo("PayloadChunk begin PayloadChunk endInvokeComplete"
                        + " {\"ErrorCode\":\"Function.Broke\",\"ErrorDetails\":\"{\\\"errorType\\\":\\\"E\\\"}\"}");
        assertThat(events("exit"))
                .startsWith("PayloadChunk begin InvokeComplete")
                .containsPattern("Runtime\\.(ExitError|TruncatedResponse)"); // whichever end is heard first
        assertThat(events("plain")).isEqualTo("PayloadChunk {\"a\":1}InvokeComplete {}");
        assertThat(events("fail")).contains("InvokeComplete {\"ErrorCode\":\"Function.Odd\"");
    }

    private HttpResponse<InputStream> open(String path) throws IOException, InterruptedException {
        return fixture.http.send(fixture.request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** What came, message by message; their framing is checked on the way. */
    private String events(String how) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = fixture.http.send(
                fixture.request("/2021-11-15/functions/function/response-streaming-invocations")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"how\":\"" + how + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("content-type")).contains(EventStream.TYPE);
        var told = new ByteArrayOutputStream();
        ByteBuffer messages = ByteBuffer.wrap(answer.body());
        while (messages.hasRemaining()) {
            int length = messages.getInt();
            byte[] headers = new byte[messages.getInt()];
            int _ = messages.getInt();
            messages.get(headers);
            byte[] payload = new byte[length - headers.length - 16];
            messages.get(payload);
            int _ = messages.getInt();
            String text = new String(headers, StandardCharsets.US_ASCII);
            told.writeBytes((text.contains("PayloadChunk") ? "PayloadChunk " : "InvokeComplete ")
                    .getBytes(StandardCharsets.US_ASCII));
            told.writeBytes(payload);
        }
        return told.toString(StandardCharsets.UTF_8);
    }
}
