package dev.openruntime.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.loop.SourceFailure;
import dev.openruntime.peer.Events;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The platform at its oddest, over a real socket that nothing reads unless a test says so. */
@Timeout(60)
class HttpConnectionTest {

    private static final String REFUSED = "HTTP/1.1 413 Too Large\r\nContent-Length: 5\r\n\r\nlarge";
    private static final String EVENT =
            "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: id-1\r\nContent-Length: 5\r\n\r\nevent";

    private final ServerSocket server;
    private final LambdaClient client;
    private final RuntimeApi api;
    private final Outcome.Response large;

    HttpConnectionTest() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setReceiveBufferSize(64 * 1024);
        client = new LambdaClient("127.0.0.1:" + server.getLocalPort(), "open-runtime/1.2.3");
        api = client.runtime();
        byte[] body = new byte[16 * 1024 * 1024];
        new Random(4).nextBytes(body);
        large = new Outcome.Response(Body.of(body), Optional.empty());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void shouldReadByteAfterByte() throws Exception {
        CompletableFuture<Invocation> next = next();
        try (Socket platform = server.accept()) {
            platform.setTcpNoDelay(true);
            for (byte b : EVENT.getBytes(ISO_8859_1)) {
                platform.getOutputStream().write(b);
            }

            assertThat(next.get(30, TimeUnit.SECONDS).event().text()).isEqualTo("event");
        }
    }

    @Test
    void shouldTakeARefusalInTheMiddleOfABodyAndGoOnElsewhere() throws Exception {
        CompletableFuture<String> posted = post();
        try (Socket platform = server.accept()) {
            byte[] some = platform.getInputStream().readNBytes(100_000);
            platform.getOutputStream().write(REFUSED.getBytes(ISO_8859_1)); // and reads no further

            assertThat(posted.get(30, TimeUnit.SECONDS)).isEqualTo("taken note of");
            assertThat(some).hasSize(100_000);
            assertGoesOn();
        }
    }

    @Test
    void shouldTakeARefusalAfterWhichThePlatformHangsUp() throws Exception {
        CompletableFuture<String> posted = post();
        try (Socket platform = server.accept()) {
            byte[] _ = platform.getInputStream().readNBytes(100_000);
            platform.getOutputStream().write(REFUSED.getBytes(ISO_8859_1));
        } // with data that nobody read, so that it is a reset

        assertThat(posted.get(30, TimeUnit.SECONDS)).isEqualTo("taken note of");
        assertGoesOn();
    }

    @Test
    void shouldFailWhenThePlatformIsGoneInTheMiddleOfABody() throws Exception {
        CompletableFuture<String> posted = post();
        try (Socket platform = server.accept()) {
            platform.setSoLinger(true, 0);
            byte[] _ = platform.getInputStream().readNBytes(100_000);
        }

        assertThat(posted.get(30, TimeUnit.SECONDS)).startsWith("failed: ").doesNotContain("null");
    }

    @Test
    void shouldSendALargeBodyOnceMoreWhenTheIdleConnectionHasEnded() throws Exception {
        CompletableFuture<Invocation> next = next();
        try (Socket platform = server.accept()) {
            platform.getOutputStream().write(EVENT.getBytes(ISO_8859_1));
            assertThat(next.get(30, TimeUnit.SECONDS).requestId()).isEqualTo("id-1");
            platform.setSoLinger(true, 0);
        }
        CompletableFuture<String> posted = post();
        try (Socket platform = server.accept()) {
            byte[] head = platform.getInputStream().readNBytes(200);
            String text = new String(head, ISO_8859_1);
            int length = text.indexOf("\r\n\r\n") + 4 + large.body().length();
            byte[] rest = platform.getInputStream().readNBytes(length - head.length);
            platform.getOutputStream().write("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));

            assertThat(posted.get(30, TimeUnit.SECONDS)).isEqualTo("taken note of");
            assertThat(Body.of(rest).text())
                    .endsWith(large.body().text().substring(large.body().text().length() - 1_000));
        }
    }

    @Test
    void shouldNotTakeWhatNobodyAskedForAsTheNextAnswer() throws Exception {
        CompletableFuture<Invocation> next = next();
        try (Socket platform = server.accept()) {
            platform.getOutputStream().write((EVENT + EVENT.replace("id-1", "evil")).getBytes(ISO_8859_1));
            assertThat(next.get(30, TimeUnit.SECONDS).requestId()).isEqualTo("id-1");

            assertGoesOn();
        }
    }

    @Test
    void shouldEndWhenItsThreadIsInterruptedAndNotAskAgain() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        CompletableFuture<String> posted = new CompletableFuture<>();
        Thread waiting = Thread.ofPlatform().daemon().start(() -> {
            posted.complete(posting());
            if (Thread.currentThread().isInterrupted()) {
                interrupted.countDown();
            }
        });
        try (Socket platform = server.accept()) {
            Awaitility.await().until(() -> isIn(waiting, "select"));

            waiting.interrupt();

            assertThat(posted.get(30, TimeUnit.SECONDS)).isEqualTo("failed: interrupted");
            assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(platform.isConnected()).isTrue();
        }
    }

    private void assertGoesOn() throws Exception {
        CompletableFuture<Invocation> next = next();
        try (Socket platform = server.accept()) {
            platform.getOutputStream().write(EVENT.replace("id-1", "id-2").getBytes(ISO_8859_1));
            assertThat(next.get(30, TimeUnit.SECONDS).requestId()).isEqualTo("id-2");
        }
    }

    private static boolean isIn(Thread thread, String method) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getMethodName().equals(method)) {
                return true;
            }
        }
        return false;
    }

    private CompletableFuture<Invocation> next() {
        CompletableFuture<Invocation> next = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                next.complete(api.next());
            } catch (SourceFailure e) {
                next.completeExceptionally(e);
            }
        });
        return next;
    }

    private CompletableFuture<String> post() {
        CompletableFuture<String> posted = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> posted.complete(posting()));
        return posted;
    }

    private String posting() {
        try {
            api.post(Events.event("id-1", "", Duration.ofMinutes(1)), large);
            return "taken note of";
        } catch (SourceFailure e) {
            String message = String.valueOf(e.getMessage());
            return "failed: " + message.substring(message.lastIndexOf(": ") + 2);
        }
    }
}
