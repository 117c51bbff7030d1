package dev.openruntime.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One attempt at real servers. */
@Timeout(120)
class AttemptTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"200, true", "204, true", "299, false", "404, true", "405, false", "503, false"})
    void takesTheStatusesThatAreAskedFor(int status, boolean good) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 " + status + " So\r\n\r\n")) {
            List<StatusRange> ranges = List.of(new StatusRange(200, 204), StatusRange.of(404));
            Target target = new Target.Http(port(server.port()), "/", ranges, Map.of());

            assertThat(answer(target, LONG))
                    .isEqualTo("GET :" + server.port() + "/" + (good ? " " : ": answered ") + status);
        }
    }

    @Test
    void sendsItsOwnHeadersAndTheUsualOnesBesideThem() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            Map<String, String> headers = Map.of("host", "agent.internal", "X-Token", "a b");

            answer(new Target.Http(port(server.port()), "/ready", StatusRange.USUAL, headers), LONG);

            assertThat(server.requests()).singleElement().asString().isEqualTo("""
                    GET /ready HTTP/1.1
                    Host: agent.internal
                    Accept: */*
                    User-Agent: open-runtime
                    X-Token: a b
                    Connection: close

                    """.replace("\n", "\r\n"));
        }
    }

    @Test
    void namesTheHostAndPortThatItAsks() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            answer(new Target.Http("localhost", server.port(), "/"), LONG);

            assertThat(server.requests()).singleElement().asString().contains("\r\nHost: localhost:" + server.port());
        }
    }

    @Test
    void asksOverAUnixSocket() throws Exception {
        Path path = directory.resolve("agent.sock");
        try (UnixServer server = UnixServer.answering(path, OK)) {
            assertThat(answer(overUnix(path), LONG)).isEqualTo("GET unix:" + path + ":/ready 200");
            assertThat(answer(new Target.Unix(path), LONG)).isEqualTo("unix " + path + " open");
            assertThat(server.requests().getFirst()).startsWith("GET /ready HTTP/1.1\r\nHost: localhost\r\n");
        }
    }

    @Test
    void saysWhatIsWrongWithAUnixSocket() throws Exception {
        Path absent = directory.resolve("absent.sock");
        Path stale = directory.resolve("stale.sock");
        UnixServer.deaf(stale, 1).close();
        Path file = Files.writeString(directory.resolve("file"), "no socket");
        Path tooLong = directory.resolve("x".repeat(200));

        assertThat(answer(new Target.Unix(absent), LONG)).isEqualTo("unix " + absent + ": there is no such socket");
        assertThat(answer(overUnix(absent), LONG)).endsWith(": there is no such socket");
        assertThat(answer(new Target.Unix(stale), LONG)).isEqualTo("unix " + stale + ": connection refused");
        assertThat(answer(new Target.Unix(file), LONG)).isEqualTo("unix " + file + ": connection refused");
        assertThat(answer(new Target.Unix(tooLong), LONG)).endsWith(" bytes, and the system takes 107");
    }

    @Test
    void saysThatAUnixSocketIsNotForEverybody() throws Exception {
        Path path = directory.resolve("closed.sock");
        try (UnixServer _ = UnixServer.deaf(path, 5)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
            assumeFalse(Files.isWritable(path), "this user may do everything");

            assertThat(answer(new Target.Unix(path), LONG)).isEqualTo("unix " + path + ": Permission denied");
        }
    }

    @Test
    void doesNotWaitForEverForAUnixServerThatTakesNobody() throws Exception {
        Path path = directory.resolve("deaf.sock");
        try (UnixServer _ = UnixServer.deaf(path, 1)) {
            Attempt[] queued = {new Attempt(overUnix(path), LONG), new Attempt(overUnix(path), LONG)};
            Thread[] waiting = Stream.of(queued).map(AttemptTest::asking).toArray(Thread[]::new);
            await().untilAsserted(() ->
                    assertThat(answer(new Target.Unix(path), SHORT)).isEqualTo("unix " + path + ": no answer in time"));

            for (int i = 0; i < queued.length; i++) {
                queued[i].abort();
                assertThat(waiting[i].join(LONG)).as("ended by abort").isTrue();
            }
        }
    }

    @Test
    void givesUpOnAnAnswerThatDrips() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread _ = Thread.ofVirtual().start(() -> drip(server));

            assertThat(answer(new Target.Http("127.0.0.1", server.getLocalPort(), "/"), SHORT))
                    .endsWith(": no answer in time");
        }
    }

    @Test
    void asksAnAddressOfIpv6() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.ofLiteral("::1"))) {
            assertThat(answer(new Target.Tcp("[::1]", server.getLocalPort()), LONG))
                    .isEqualTo("tcp :" + server.getLocalPort() + " open");
            assertThat(answer(new Target.Tcp("::1", server.getLocalPort()), LONG))
                    .endsWith(" open");
        } catch (java.net.SocketException e) {
            assumeFalse(true, "no IPv6 here");
        }
    }

    @Test
    void saysThatAHostIsUnknown() {
        assertThat(answer(new Target.Tcp("no-such-host.invalid", 80), LONG)).endsWith(": there is no such host");
    }

    @Test
    void isVoidOnlyWhenLaterThanItCanBeUnfrozen() {
        assertThat(Attempt.voidAfter(Duration.ofMillis(20))).isEqualTo(Duration.ofMillis(270));
        assertThat(Attempt.voidAfter(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void failsAtOnceWhenItWasAbortedBefore() {
        Attempt attempt = new Attempt(new Target.Unix(directory.resolve("any")), LONG);

        attempt.abort();

        assertThatThrownBy(attempt::ask).isInstanceOf(IOException.class).hasMessage("stopped");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void leavesNoDescriptorBehind() throws Exception {
        Path path = directory.resolve("agent.sock");
        Path full = directory.resolve("full.sock");
        try (ScriptedServer good = ScriptedServer.answering(OK);
                ScriptedServer garbage = ScriptedServer.answering("x".repeat(5_000));
                ScriptedServer silent = ScriptedServer.hangingFirst(Integer.MAX_VALUE, "");
                UnixServer unix = UnixServer.answering(path, OK);
                UnixServer deaf = UnixServer.deaf(full, 1)) {
            List<Target> targets = List.of(
                    new Target.Http("127.0.0.1", good.port(), "/"),
                    new Target.Http("127.0.0.1", garbage.port(), "/"),
                    new Target.Http("127.0.0.1", silent.port(), "/"),
                    new Target.Tcp("127.0.0.1", good.port()),
                    new Target.Tcp("127.0.0.1", 1),
                    overUnix(path),
                    new Target.Unix(path),
                    new Target.Unix(full),
                    overUnix(full),
                    new Target.Unix(directory.resolve("absent")));
            targets.forEach(target -> answer(target, Duration.ofMillis(5))); // what is opened once for good
            long before = openDescriptors();

            for (int i = 0; i < 1000; i++) {
                answer(targets.get(i % targets.size()), Duration.ofMillis(5));
            }

            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(openDescriptors()).isLessThanOrEqualTo(before));
            assertThat(unix.requests()).hasSizeGreaterThan(100);
            assertThat(deaf).isNotNull();
        }
    }

    private static void drip(ServerSocket server) {
        try (Socket client = server.accept()) {
            while (true) {
                client.getOutputStream().write('H');
                Thread.sleep(20);
            }
        } catch (IOException e) {
            return; // it has given up
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread asking(Attempt attempt) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                attempt.ask();
            } catch (IOException e) {
                return; // as it should, in the end
            }
        });
    }

    private static String answer(Target target, Duration timeout) {
        Attempt attempt = new Attempt(target, timeout);
        try {
            return attempt.ask();
        } catch (IOException e) {
            return attempt.words(e);
        }
    }

    private static Address port(int port) {
        return new Address.Port("127.0.0.1", port);
    }

    private static Target overUnix(Path path) {
        return new Target.Http(new Address.UnixSocket(path), "/ready", StatusRange.USUAL, Map.of());
    }

    private static long openDescriptors() {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
