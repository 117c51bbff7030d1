package dev.openruntime.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.openruntime.invocation.Header;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.loop.SourceFailure;
import dev.openruntime.peer.Events;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class StreamedResponseTest {

    private static final String TAKEN = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
    private static final String REFUSED = "HTTP/1.1 413 Too Large\r\nContent-Length: 5\r\n\r\nlarge";
    private static final Invocation INVOCATION = Events.event("id-1", "", Duration.ofMinutes(1));
    private static final List<Header> HEADERS = List.of(new Header("Content-Type", "text/html"));
    private static final int MANY = 10_000;

    @RegisterExtension
    final ConnectedToFake connected = new ConnectedToFake();

    private final FakePlatform platform = connected.platform;
    private final LambdaClient client = connected.client;
    private final RuntimeApi api = connected.api;

    @Test
    void shouldSendEachChunkAtOnceAndTrailersAtTheEndAndGoOn() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> rest = new CompletableFuture<>();
        platform.then(socket -> {
                    first.complete(read(socket, "5\r\nhello\r\n".length()));
                    rest.complete(readTo(socket, "\r\n\r\n"));
                    socket.getOutputStream().write(TAKEN.getBytes(ISO_8859_1));
                })
                .thenEvent("id-2", "", "");

        try (StreamedResponse response = api.stream(INVOCATION, HEADERS)) {
            response.write(bytes("hello"));
            assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("5\r\nhello\r\n");
            response.write(bytes(""));
            response.write(bytes("0123456789abcdef!"));
            response.finish(List.of(new Header("Lambda-Runtime-Function-Error-Type", "Bad\r\nEvil: yes")));
        }

        assertThat(rest.get(30, TimeUnit.SECONDS)).isEqualTo("""
                        11\r
                        0123456789abcdef!\r
                        0\r
                        Lambda-Runtime-Function-Error-Type: Bad??Evil: yes\r
                        \r
                        """);
        FakePlatform.Heard request = platform.heard();
        assertThat(request.line()).isEqualTo("POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1");
        assertThat(request.header("lambda-runtime-function-response-mode")).isEqualTo("streaming");
        assertThat(request.header("transfer-encoding")).isEqualTo("chunked");
        assertThat(request.header("trailer"))
                .isEqualTo("Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body");
        assertThat(request.header("content-type")).isEqualTo("text/html");
        assertThat(request.headers()).doesNotContainKey("content-length");
        assertThat(api.next().requestId()).isEqualTo("id-2");
        assertThat(platform.connections()).isEqualTo(1);
    }

    @Test
    void shouldWaitForASlowPlatformAndBringEveryByte() throws Exception {
        byte[] chunk = new byte[3_000_000];
        new Random(3).nextBytes(chunk);
        CountDownLatch mayRead = new CountDownLatch(1);
        CompletableFuture<String> all = new CompletableFuture<>();
        platform.then(socket -> {
            await(mayRead);
            all.complete(readTo(socket, "\r\n0\r\n\r\n"));
            socket.getOutputStream().write(TAKEN.getBytes(ISO_8859_1));
        });
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
            try (StreamedResponse response = api.stream(INVOCATION, HEADERS)) {
                for (int i = 0; i < 4; i++) {
                    response.write(ByteBuffer.wrap(chunk));
                }
                response.finish(List.of());
            } catch (SourceFailure e) {
                throw new IllegalStateException(e);
            }
        });
        var _ = platform.heard();

        assertThat(sent).isNotDone();
        mayRead.countDown();

        sent.get(30, TimeUnit.SECONDS);
        String one = "2dc6c0\r\n" + new String(chunk, ISO_8859_1) + "\r\n";
        assertThat(all.get(30, TimeUnit.SECONDS).equals(one.repeat(4) + "0\r\n\r\n"))
                .isTrue();
    }

    @Test
    void shouldNoticeARefusalThoughThePlatformReadsNoFurtherAndGoOn() throws Exception {
        platform.thenRaw(REFUSED).thenEvent("id-2", "", "");
        try (StreamedResponse response = api.stream(INVOCATION, HEADERS)) {
            ByteBuffer chunk = ByteBuffer.allocate(1_000_000);

            for (int i = 0; i < MANY && response.status() == 0; i++) {
                response.write(chunk.rewind());
            }

            assertThat(response.status()).isNotZero();
            response.write(chunk.rewind());
            assertThat(chunk.hasRemaining()).isFalse();
            response.finish(List.of());
        }
        assertThat(api.next().requestId()).isEqualTo("id-2");
        assertThat(platform.connections()).isEqualTo(2);
    }

    @Test
    void shouldNotLoseARefusalThatIsThereBeforeTheEnd() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        platform.then(socket -> {
            socket.getOutputStream().write("HTTP/1.1 500 Gone\r\nContent-Length: 4\r\n\r\nover".getBytes(ISO_8859_1));
            answered.countDown();
        });
        try (StreamedResponse response = api.stream(INVOCATION, HEADERS)) {
            await(answered);

            assertThatExceptionOfType(SourceFailure.class)
                    .isThrownBy(() -> response.finish(List.of()))
                    .withMessage("the platform can't go on: it answered the outcome of id-1 with status 500: over");
        }
    }

    @Test
    void shouldFailWhenThePlatformIsGone() throws Exception {
        platform.thenHangUp();
        try (StreamedResponse response = api.stream(INVOCATION, HEADERS)) {
            assertThatExceptionOfType(SourceFailure.class)
                    .isThrownBy(() -> {
                        for (int i = 0; i < MANY; i++) {
                            response.write(bytes("more"));
                        }
                        response.finish(List.of());
                    })
                    .withMessageStartingWith(
                            "no answer from the platform at " + platform.address() + " to the outcome of id-1: ");
        }
        assertThat(platform.connections()).isEqualTo(1);
    }

    @Test
    void shouldHangUpWithoutTheLastChunkWhenItIsClosedEarly() throws Exception {
        CompletableFuture<String> all = new CompletableFuture<>();
        platform.then(socket -> all.complete(readTo(socket, "never")));

        try (StreamedResponse response = api.stream(INVOCATION, HEADERS)) {
            response.write(bytes("half"));
        }

        assertThat(all.get(30, TimeUnit.SECONDS)).isEqualTo("4\r\nhalf\r\n");
    }

    @Test
    void shouldStreamOverAFreshConnectionWhenTheIdleOneHasEnded() throws Exception {
        platform.thenRawAndHangUp("HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: 1\r\nContent-Length: 0\r\n\r\n")
                .then(socket -> {
                    String _ = readTo(socket, "0\r\n\r\n");
                    socket.getOutputStream().write(TAKEN.getBytes(ISO_8859_1));
                });
        Invocation invocation = api.next();
        Awaitility.await().until(platform::allHaveHungUp);

        try (StreamedResponse response = api.stream(invocation, HEADERS)) {
            response.write(bytes("x"));
            response.finish(List.of());
        }

        assertThat(platform.connections()).isEqualTo(2);
    }

    @Test
    void shouldEndABlockedWriteWhenTheClientIsClosed() throws Exception {
        platform.thenSilence();
        CompletableFuture<SourceFailure> failure = new CompletableFuture<>();
        Thread writer = Thread.ofPlatform().daemon().start(() -> {
            try (StreamedResponse response = api.stream(INVOCATION, HEADERS)) {
                for (int i = 0; i < MANY; i++) {
                    response.write(ByteBuffer.allocate(1_000_000));
                }
            } catch (SourceFailure e) {
                failure.complete(e);
            }
        });
        var _ = platform.heard();
        Awaitility.await().until(() -> isIn(writer, "select"));

        client.close();

        assertThat(failure.get(30, TimeUnit.SECONDS)).hasMessageEndingWith("the connection was closed");
    }

    private static boolean isIn(Thread thread, String method) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getMethodName().equals(method)) {
                return true;
            }
        }
        return false;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    private static String read(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
    }

    /** Up to this end, or the stream's. */
    private static String readTo(Socket socket, String end) throws IOException {
        StringBuilder all = new StringBuilder();
        byte[] some = new byte[64 * 1024];
        int read = 0;
        while (read >= 0 && !endsWith(all, end)) {
            read = socket.getInputStream().read(some);
            all.append(new String(some, 0, Math.max(read, 0), ISO_8859_1));
        }
        return all.toString();
    }

    private static boolean endsWith(StringBuilder all, String end) {
        return all.length() >= end.length()
                && all.substring(all.length() - end.length()).equals(end);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
