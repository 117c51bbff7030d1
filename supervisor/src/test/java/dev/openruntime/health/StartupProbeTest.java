package dev.openruntime.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.openruntime.testing.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StartupProbeTest {

    private static final Duration EVERY = Duration.ofMillis(5);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final CompletableFuture<String> ready = new CompletableFuture<>();

    @AfterEach
    void shouldLeaveNoThreadBehind() {
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("probe-agent")));
    }

    @Test
    void shouldSayWhatAnsweredAndAtWhichTry() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(
                "HTTP/1.1 503 Starting\r\n\r\n", "HTTP/1.1 404 Not yet\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n")) {

            probe(new Target.Http("127.0.0.1", server.port(), "/ready?deep=1"), LONG);

            assertThat(result()).isEqualTo("GET :" + server.port() + "/ready?deep=1 204, 3rd try");
            assertThat(server.requests())
                    .hasSize(3)
                    .allSatisfy(request -> assertThat(request)
                            .startsWith("GET /ready?deep=1 HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n"));
        }
    }

    @Test
    void shouldWaitUntilSomethingListens() throws Exception {
        int port = Ports.free();
        StartupProbe probe = probe(new Target.Tcp("127.0.0.1", port), LONG);
        await().until(() ->
                probe.lastAnswer().contains("refused") && probe.lastAnswer().contains("tries"));

        try (ServerSocket server = new ServerSocket(port, 10, InetAddress.getLoopbackAddress())) {
            assertThat(result())
                    .startsWith("tcp :" + server.getLocalPort() + " open, ")
                    .endsWith(" try");
        }
        assertThat(probe.lastAnswer()).startsWith("tcp :" + port + ": connection refused (");
    }

    @Test
    void shouldBeReadyAfterSoManySuccessesInARow() throws Exception {
        String ok = "HTTP/1.1 200 OK\r\n\r\n";
        try (ScriptedServer server = ScriptedServer.answering(ok, ok, "HTTP/1.1 503 No\r\n\r\n", ok, ok, ok)) {
            StartupProbe probe = StartupProbe.start(
                    "agent", new Target.Http("127.0.0.1", server.port(), "/"), EVERY, LONG, 3, ready::complete);

            assertThat(result()).isEqualTo("GET :" + server.port() + "/ 200, 6th try");
            assertThat(probe.lastAnswer()).isEqualTo("GET :" + server.port() + "/ 200, 5th try, 2 of 3 in a row");
        }
    }

    @Test
    void shouldNotBelieveAnAnswerFromBeforeAFreeze() throws Exception {
        ScriptedExecution command = new ScriptedExecution(run -> {
            if (run == 1) {
                Thread.sleep(Attempt.voidAfter(EVERY).plusMillis(50)); // the freeze
            }
            return "run " + run;
        });

        StartupProbe.start("agent", command.target(), EVERY, EVERY, ready::complete);

        assertThat(result()).startsWith("exec check: run ").doesNotContain("run 1,");
    }

    @Test
    void shouldAskACommandAndEndItWhenStopped() throws Exception {
        CompletableFuture<String> ended = new CompletableFuture<>();
        ScriptedExecution command = new ScriptedExecution(run -> {
            try {
                Thread.sleep(LONG.multipliedBy(100));
                return "never";
            } catch (InterruptedException e) {
                ended.complete("interrupted");
                throw e;
            }
        });
        StartupProbe probe = StartupProbe.start("agent", command.target(), EVERY, LONG, ready::complete);
        await().until(() -> command.runs() == 1);

        probe.stop();

        assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\n", "HTTP/1.0 302 Found\nLocation: /\n\n", "HTTP/1.1 399\r\n"})
    void shouldTakeEveryStatusFrom200To399(String answer) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(answer)) {
            probe(new Target.Http("127.0.0.1", server.port(), "/"), LONG);

            assertThat(result()).endsWith("/ " + answer.substring(9, 12));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 500 Broken\\r\\n, answered 500",
        "HTTP/1.1 199 Odd\\r\\n, answered 199",
        "SSH-2.0-OpenSSH\\r\\n, does not speak HTTP",
        "HTTP/1.1 abc\\r\\n, does not speak HTTP",
        "'', closed without an answer",
        "HTTP/1.1 20, closed in mid-answer",
    })
    void shouldSayWhyItIsNotReady(String answer, String why) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(answer.translateEscapes())) {
            StartupProbe probe = probe(new Target.Http("127.0.0.1", server.port(), "/ready"), LONG);

            await().untilAsserted(() ->
                    assertThat(probe.lastAnswer()).startsWith("GET :" + server.port() + "/ready: " + why));
            probe.stop();
        }
    }

    @Test
    void shouldNotReadAnEndlessLine() throws Exception {
        char[] garbage = new char[100_000];
        Arrays.fill(garbage, 'x');
        try (ScriptedServer server = ScriptedServer.answering(new String(garbage))) {
            StartupProbe probe = probe(new Target.Http("127.0.0.1", server.port(), "/"), LONG);

            await().untilAsserted(() -> assertThat(probe.lastAnswer()).contains("does not speak HTTP"));
            probe.stop();
        }
    }

    @Test
    void shouldGiveUpAnAttemptThatHangsAndNeverRunTwoAtOnce() throws Exception {
        try (ScriptedServer server = ScriptedServer.hangingFirst(3, "HTTP/1.1 200 OK\r\n\r\n")) {
            StartupProbe probe = probe(new Target.Http("127.0.0.1", server.port(), "/"), Duration.ofMillis(50));

            assertThat(result()).startsWith("GET :" + server.port() + "/ 200, ");
            assertThat(probe.lastAnswer()).contains("no answer in time");
            assertThat(server.mostAtOnce()).isEqualTo(1);
        }
    }

    @Test
    void shouldEndPromptlyWhenStoppedInMidAttempt() throws Exception {
        try (ScriptedServer server = ScriptedServer.hangingFirst(Integer.MAX_VALUE, "")) {
            StartupProbe probe = probe(new Target.Http("127.0.0.1", server.port(), "/"), Duration.ofHours(1));
            await().until(() -> server.requests().size() == 1);

            probe.stop();

            shouldLeaveNoThreadBehind();
            assertThat(ready).isNotDone();
        }
    }

    @Test
    void shouldEndPromptlyWhenStoppedBetweenAttempts() throws Exception {
        StartupProbe probe = StartupProbe.start(
                "agent", new Target.Tcp("127.0.0.1", Ports.free()), Duration.ofHours(1), LONG, ready::complete);
        await().until(() -> probe.lastAnswer().contains("refused"));

        probe.stop();

        shouldLeaveNoThreadBehind();
    }

    @Test
    void shouldTryAllAddressesOfLocalhost() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.ofLiteral("::1"))) {
            assumeTrue(InetAddress.getAllByName("localhost").length > 1, "localhost has one address here");

            probe(new Target.Tcp("localhost", server.getLocalPort()), LONG);

            assertThat(result()).startsWith("tcp :" + server.getLocalPort() + " open");
        } catch (java.net.SocketException e) {
            assumeTrue(false, "no IPv6 here");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ready", "/a b", "/a\r\nX: y", "/ü"})
    void shouldRefuseAPathThatWouldBreakTheRequest(String path) {
        assertThatThrownBy(() -> new Target.Http("127.0.0.1", 1, path)).hasMessageStartingWith("cannot probe the path");
    }

    @ParameterizedTest
    @CsvSource({"1,''", "2,', 2nd try'", "3,', 3rd try'", "4,', 4th try'", "11,', 11th try'", "13,', 13th try'"})
    void shouldCountTries(int tries, String words) {
        assertThat(Ordinal.suffix(tries)).isEqualTo(words);
        assertThat(Ordinal.suffix(121)).isEqualTo(", 121st try");
        assertThat(Ordinal.suffix(112)).isEqualTo(", 112th try");
    }

    private StartupProbe probe(Target target, Duration timeout) {
        return StartupProbe.start("agent", target, EVERY, timeout, ready::complete);
    }

    private String result() throws Exception {
        return ready.get(20, TimeUnit.SECONDS);
    }
}
