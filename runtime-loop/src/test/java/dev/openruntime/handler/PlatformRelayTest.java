package dev.openruntime.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.openruntime.handler.RawClient.Heard;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is not served here goes to the platform, and its answer comes back. */
final class PlatformRelayTest {

    private static final int PATIENCE_MS = 30_000;

    private ServerSocket platform;
    private OwnedProcess process;
    private RawClient client;

    @BeforeEach
    void connect() throws IOException {
        platform = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        platform.setSoTimeout(PATIENCE_MS);
        process = new OwnedProcess(new RuntimeApiServer(address()));
        client = process.client();
    }

    private String address() {
        return "127.0.0.1:" + platform.getLocalPort();
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        process.close();
        platform.close();
    }

    @Test
    void shouldPassARequestOnAndItsAnswerBackAsTheyAre() throws Exception {
        String identifier = "Lambda-Extension-Identifier: caf\u00e9\r\n";
        client.send("PUT /2022-07-01/telemetry?x=%20 HTTP/1.1\r\nHost: me\r\n" + identifier)
                .send("Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        int goOn = client.hear().status();
        client.send("\u0000\u00ff\r\n");
        String request;
        try (Socket asked = accept()) {
            request = hear(asked, "\u00ff\r\n");
            answer(asked, "HTTP/1.1 299 Odd\r\nContent-Length: 3\r\nConnection: close\r\nX-A: 1\r\nX-A: 2\r\n\r\nabc");
        }
        Heard heard = client.hear();

        assertThat(goOn).isEqualTo(100);
        assertThat(request)
                .isEqualTo("PUT /2022-07-01/telemetry?x=%20 HTTP/1.1\r\nHost: " + address() + "\r\n" + identifier
                        + "Content-Length: 4\r\n\r\n\u0000\u00ff\r\n");
        assertThat(heard.status()).isEqualTo(299);
        assertThat(heard.body()).isEqualTo("abc");
        assertThat(heard.headers()).containsEntry("x-a", "2").doesNotContainKey("connection");
        assertServesOn();
    }

    @Test
    void shouldKeepChunksAndTrailersBothWaysAndPassEachPartWhenItComes() throws Exception {
        client.send("POST /odd HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n1\r\nb\r\n0\r\nX-T: t\r\n\r\n");
        String request;
        Heard heard;
        try (Socket asked = accept()) {
            request = hear(asked, "X-T: t\r\n\r\n");
            answer(asked, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
            client.hearUntil("3\r\none\r\n");
            answer(asked, "3\r\ntwo\r\n0\r\nX-Later: x\r\n\r\n");
            client.hearUntil("3\r\ntwo\r\n0\r\nX-Later: x\r\n\r\n");
        }
        client.send("GET /end HTTP/1.1\r\n\r\n");
        try (Socket asked = accept()) {
            hear(asked, "\r\n\r\n");
            answer(asked, "HTTP/1.0 200 OK\r\n\r\nto the end");
        }
        heard = client.hear();

        assertThat(request)
                .isEqualTo("POST /odd HTTP/1.1\r\nHost: " + address()
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nX-T: t\r\n\r\n");
        assertThat(heard.body()).isEqualTo("to the end");
        assertServesOn();
    }

    @Test
    void shouldPassOnAnswersWithoutABody() throws Exception {
        client.send("HEAD /odd HTTP/1.1\r\n\r\n");
        relay("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
        client.hearUntil("Content-Length: 100\r\n\r\n");
        client.send("GET /odd HTTP/1.1\r\n\r\n");
        relay("HTTP/1.1 204 No Content\r\n\r\n");
        Heard none = client.hear();

        assertThat(none.status()).isEqualTo(204);
        assertServesOn();
    }

    @Test
    void shouldEndAnAnswerOfUnknownLengthWithAnOldClientsConnection() throws Exception {
        client.send("GET /odd HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        relay("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n");

        client.hearUntil("Connection: close\r\n\r\none");

        assertThat(catchThrowableOfType(IOException.class, client::hearTheEnd)).isNotNull();
    }

    @Test
    void shouldSayWhyWhenThePlatformGivesNoAnswerAndHangUpWhenItBreaksOff() throws Exception {
        client.send("GET /odd HTTP/1.1\r\n\r\n");
        relay("");
        Heard hungUp = client.hear();
        client.send("POST /odd HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf").sendNoMore();
        Heard truncated = client.hear();
        RawClient other = process.client().send("GET /odd HTTP/1.1\r\n\r\n");
        relay("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        Throwable brokeOff = catchThrowableOfType(IOException.class, other::hearTheEnd);
        platform.close();
        RawClient third = process.client().send("GET /odd HTTP/1.1\r\n\r\n");
        Heard unreachable = third.hear();

        assertThat(hungUp.status()).isEqualTo(502);
        assertThat(hungUp.body()).contains("OpenRuntime.PlatformUnreachable", "it hung up");
        assertThat(truncated.status()).isEqualTo(400);
        assertThat(brokeOff).isNotNull();
        assertThat(unreachable.body()).contains("it can't be reached");
        other.close();
        third.close();
    }

    @Test
    void shouldCountWhoWaitsForThePlatformAsHeard() throws Exception {
        client.send("GET /2020-01-01/extension/event/next HTTP/1.1\r\n\r\n");
        try (Socket asked = accept()) {
            hear(asked, "\r\n\r\n");

            assertThat(process.awaitHeard(Duration.ofSeconds(30))).isTrue();
            process.ended();
            assertThat(catchThrowableOfType(IOException.class, client::hearTheEnd))
                    .isNotNull();
            assertThat(asked.getInputStream().read())
                    .as("nobody waits any more")
                    .isEqualTo(-1);
        }
    }

    @Test
    void shouldHangUpWhenAnAnswerOfThePlatformTurnsOutToBeNoHttp() throws Exception {
        client.send("GET /odd HTTP/1.1\r\n\r\n");
        relay("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\nno size\r\n");
        client.hearUntil("3\r\none\r\n");

        assertThat(client.rest()).isEmpty();
    }

    @Test
    void shouldPassOnWhyThePlatformDoesNotTakeAWholeRequest() throws Exception {
        client.send("POST /odd HTTP/1.1\r\nContent-Length: 6000000\r\n\r\n" + "x".repeat(6_000_000));
        try (Socket asked = accept()) {
            String _ = hear(asked, "\r\n\r\n");
            answer(asked, "HTTP/1.1 413 No\r\nContent-Length: 3\r\n\r\nabc");
        }
        Heard refused = client.hear();

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.body()).isEqualTo("abc");
        assertServesOn();
    }

    private void assertServesOn() throws IOException {
        assertThat(client.post("invocation/none/response", "", "").status()).isEqualTo(400);
    }

    private void relay(String answer) throws IOException {
        try (Socket asked = accept()) {
            String _ = hear(asked, "\r\n\r\n");
            answer(asked, answer);
        }
    }

    private Socket accept() throws IOException {
        Socket asked = platform.accept();
        asked.setSoTimeout(PATIENCE_MS);
        return asked;
    }

    /** A character is a byte. */
    private static String hear(Socket asked, String end) throws IOException {
        InputStream in = asked.getInputStream();
        StringBuilder request = new StringBuilder();
        while (!request.toString().endsWith(end)) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the end of the connection after " + request);
            }
            request.append((char) next);
        }
        return request.toString();
    }

    private static void answer(Socket asked, String bytes) throws IOException {
        asked.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    }
}
