package dev.openruntime.flush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.pipeline.FlushFailure;
import dev.openruntime.pipeline.FlushTerms;
import dev.openruntime.testing.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpFlusherTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    Path folder;

    @Test
    void shouldPostToTheSidecarAndKeepTheConnection() throws Exception {
        try (FlushServer server = FlushServer.tcp(OK)) {
            HttpFlusher flusher = flusher(server);

            Deadline by = Deadline.in(LONG);
            flusher.flush(by);
            flusher.flush(by);

            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests())
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request)
                            .startsWith("POST /flush HTTP/1.1\r\nHost: 127.0.0.1:")
                            .contains("Content-Length: 0\r\n", "X-Token: secret\r\n")
                            .contains("Open-Runtime-Deadline-Ms: " + by.epochMillis() + "\r\n"));
        }
    }

    @Test
    void shouldSpeakThroughAUnixSocket() throws Exception {
        try (FlushServer server = FlushServer.unix(folder.resolve("agent.sock"), OK)) {
            HttpFlusher flusher = flusher(server);

            flusher.flush(Deadline.in(LONG));
            flusher.flush(Deadline.in(LONG));

            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).hasSize(2).allMatch(request -> request.contains("Host: localhost\r\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FlushServer.NO_CONTENT,
                "HTTP/1.1 200 OK\r\ncontent-length:0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok"
            })
    void shouldFindTheEndOfAnAnswerOnAConnectionThatStaysOpen(String answer) throws Exception {
        try (FlushServer server = FlushServer.tcp(answer)) {
            HttpFlusher flusher = flusher(server);

            flusher.flush(Deadline.in(LONG));
            flusher.flush(Deadline.in(LONG));

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n" + FlushServer.THEN_HANG_UP,
                "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n" + FlushServer.THEN_HANG_UP,
                "HTTP/1.1 200 OK\r\n\r\nsome text" + FlushServer.THEN_HANG_UP
            })
    void shouldConnectAnewWhenTheSidecarClosesAfterEachAnswer(String answer) throws Exception {
        try (FlushServer server = FlushServer.tcp(answer)) {
            HttpFlusher flusher = flusher(server);

            flusher.flush(Deadline.in(LONG));
            flusher.flush(Deadline.in(LONG));

            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void shouldSkipALongAnswer() throws Exception {
        String body = "x".repeat(1_000_000);
        try (FlushServer server = FlushServer.tcp("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + body)) {
            HttpFlusher flusher = flusher(server);

            flusher.flush(Deadline.in(LONG));
            flusher.flush(Deadline.in(LONG));

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void shouldConnectAnewWhenTheSidecarHasHungUpMeanwhile() throws Exception {
        try (FlushServer server = FlushServer.tcp(OK)) {
            HttpFlusher flusher = flusher(server);
            flusher.flush(Deadline.in(LONG));
            server.hangUp();

            flusher.flush(Deadline.in(LONG));

            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void shouldTryOnceMoreWhenTheSidecarHangsUpOnAConnectionThatWasKept() throws Exception {
        try (FlushServer server = FlushServer.tcp(OK, FlushServer.HANG_UP, OK)) {
            HttpFlusher flusher = flusher(server);
            flusher.flush(Deadline.in(LONG));

            flusher.flush(Deadline.in(LONG));

            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void shouldFailAtOnceWhenNobodyListens() throws Exception {
        FlushRequest.Address nobody = new FlushRequest.Address.Tcp("127.0.0.1", Ports.free());

        assertThatExceptionOfType(FlushFailure.class)
                .isThrownBy(() -> flusher(nobody).flush(Deadline.in(Duration.ofMinutes(10))))
                .withMessageStartingWith("POST 127.0.0.1:")
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FlushFailure.Kind.UNREACHABLE));
        assertThatExceptionOfType(FlushFailure.class)
                .isThrownBy(() -> flusher(new FlushRequest.Address.Unix(folder.resolve("none")))
                        .flush(Deadline.in(Duration.ofMinutes(10))))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FlushFailure.Kind.UNREACHABLE));
    }

    @Test
    void shouldGiveUpAtTheDeadlineAndConnectAnew() throws Exception {
        try (FlushServer server = FlushServer.tcp(FlushServer.SILENCE, OK)) {
            HttpFlusher flusher = flusher(server);

            assertThatExceptionOfType(FlushFailure.class)
                    .isThrownBy(() -> flusher.flush(Deadline.in(Duration.ofMillis(100))))
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FlushFailure.Kind.TIMED_OUT));
            flusher.flush(Deadline.in(LONG));

            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void shouldGiveUpAtTheDeadlineWhenTheAnswerNeverEnds() throws Exception {
        try (FlushServer server = FlushServer.tcp("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")) {
            assertFails(server, Duration.ofMillis(100), FlushFailure.Kind.TIMED_OUT);
        }
    }

    @Test
    void shouldSayWhatItWasAnsweredWhenThatIsNoSuccess() throws Exception {
        try (FlushServer server = FlushServer.tcp("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")) {
            assertThatExceptionOfType(FlushFailure.class)
                    .isThrownBy(() -> flusher(server).flush(Deadline.in(LONG)))
                    .withMessageEndingWith("/flush answered 503");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"
            })
    void shouldNotTakeAnotherProtocolForAnAnswer(String answer) throws Exception {
        try (FlushServer server = FlushServer.tcp(answer)) {
            assertFails(server, LONG, FlushFailure.Kind.PROTOCOL);
        }
    }

    @Test
    void shouldNotReadAHeadWithoutAnEnd() throws Exception {
        try (FlushServer server = FlushServer.tcp("HTTP/1.1 200 OK\r\n" + "x: y\r\n".repeat(10_000))) {
            assertFails(server, LONG, FlushFailure.Kind.PROTOCOL);
        }
    }

    @Test
    void shouldFailWhenTheSidecarHangsUpInsteadOfAnAnswer() throws Exception {
        try (FlushServer server = FlushServer.tcp(FlushServer.HANG_UP)) {
            assertFails(server, LONG, FlushFailure.Kind.UNREACHABLE);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void shouldLeaveNoDescriptorBehind() throws Exception {
        try (FlushServer server = FlushServer.tcp(FlushServer.HANG_UP)) {
            HttpFlusher flusher = flusher(server);
            long before = descriptors();

            for (int i = 0; i < 200; i++) {
                assertThatExceptionOfType(FlushFailure.class).isThrownBy(() -> flusher.flush(Deadline.in(LONG)));
            }

            await().atMost(LONG).until(() -> descriptors() < before + 50);
        }
    }

    @Test
    void shouldKeepItsTimeUnlessANameHasToBeLookedUp() {
        assertThat(flusher(new FlushRequest.Address.Tcp("127.0.0.1", 1)).keepsTime())
                .isTrue();
        assertThat(flusher(new FlushRequest.Address.Tcp("::1", 1)).keepsTime()).isTrue();
        assertThat(flusher(new FlushRequest.Address.Tcp("localhost", 1)).keepsTime())
                .isTrue();
        assertThat(flusher(new FlushRequest.Address.Unix(Path.of("/a"))).keepsTime())
                .isTrue();
        assertThat(flusher(new FlushRequest.Address.Tcp("agent.example", 1)).keepsTime())
                .isFalse();
    }

    private static void assertFails(FlushServer server, Duration within, FlushFailure.Kind kind) {
        assertThatExceptionOfType(FlushFailure.class)
                .isThrownBy(() -> flusher(server).flush(Deadline.in(within)))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    private static HttpFlusher flusher(FlushServer server) throws IOException {
        return flusher(server.address());
    }

    private static HttpFlusher flusher(FlushRequest.Address address) {
        FlushRequest request = new FlushRequest("POST", address, "/flush", Map.of("X-Token", "secret"));
        return new HttpFlusher("agent", FlushTerms.DEFAULT, request, () -> true);
    }

    private static long descriptors() {
        String[] open = Path.of("/proc/self/fd").toFile().list();
        return open == null ? 0 : open.length;
    }
}
