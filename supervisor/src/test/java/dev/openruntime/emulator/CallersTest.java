package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many callers, one environment. */
@Timeout(120)
class CallersTest {
    private static final String PATH = "/2015-03-31/functions/function/invocations";
    private static final String GATED = """
            open('here', 'w')
            while not os.path.exists('go'):
                time.sleep(0.01)
            respond(id, event)
            """;

    @TempDir
    Path folder;

    @Test
    void shouldServeCallersAtTheSameTimeOneByOneInOrder() throws Exception {
        try (var fixture = EmulatorFixture.loop(folder, "say(event.decode())\nrespond(id, event)")) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(call(fixture, Integer.toString(i)));
            }

            for (int i = 0; i < 50; i++) {
                assertThat(get(answers.get(i)).body()).isEqualTo(Integer.toString(i));
            }
            assertThat(fixture.output).hasSize(50);
        }
    }

    @Test
    void shouldTurnAwayCallersBeyondTheBoundAndServeTheOthers() throws Exception {
        try (var fixture = EmulatorFixture.loop(folder, GATED)) {
            CompletableFuture<HttpResponse<String>> running = call(fixture, "\"first\"");
            await().atMost(EmulatorFixture.PATIENCE).until(() -> Files.exists(folder.resolve("here")));
            List<PendingInvocation> waiting = new ArrayList<>();
            for (int i = 0; i < Platform.MOST_WAITING; i++) {
                waiting.add(fixture.submit("{}"));
            }

            HttpResponse<String> turnedAway = get(call(fixture, "\"last\""));
            Files.writeString(folder.resolve("go"), "");

            assertThat(turnedAway.statusCode()).isEqualTo(429);
            assertThat(turnedAway.headers().firstValue("x-amzn-ErrorType")).contains("TooManyRequestsException");
            assertThat(turnedAway.headers().firstValue("Retry-After")).contains("1");
            assertThat(turnedAway.body())
                    .startsWith("{\"Reason\":\"ConcurrentInvocationLimitExceeded\",\"Type\":\"User\","
                            + "\"message\":\"Rate Exceeded.");
            assertThat(get(running).body()).isEqualTo("\"first\"");
            assertThat(waiting.getLast().answer().functionError()).isFalse();
            assertThat(get(call(fixture, "\"after\"")).body()).isEqualTo("\"after\"");
        }
    }

    @Test
    void shouldServeTheNextCallerWhenTheOneBeforeHangsUp() throws Exception {
        try (var fixture = EmulatorFixture.loop(folder, GATED)) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), fixture.emulator.invokePort())) {
                socket.getOutputStream()
                        .write(("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")
                                .getBytes(StandardCharsets.US_ASCII));
                await().atMost(EmulatorFixture.PATIENCE).until(() -> Files.exists(folder.resolve("here")));
            }
            CompletableFuture<HttpResponse<String>> next = call(fixture, "\"next\"");
            Files.writeString(folder.resolve("go"), "");

            assertThat(get(next).body()).isEqualTo("\"next\"");
            assertThat(fixture.platform.stream().filter(line -> line.startsWith("REPORT ")))
                    .hasSizeGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void shouldServeAllCallersWhenTheFirstOneCrashesTheFunction() throws Exception {
        String script = "number = life()\n"
                + EmulatorFixture.loopOf("if event == b'\"crash\"': os._exit(3)\nrespond(id, str(number))");
        try (var fixture = EmulatorFixture.of(folder, script)) {
            CompletableFuture<HttpResponse<String>> crash = call(fixture, "\"crash\"");
            List<CompletableFuture<HttpResponse<String>>> others = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                others.add(call(fixture, "{}"));
            }

            assertThat(get(crash).headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
            assertThat(get(crash).body()).contains("Runtime.ExitError");
            for (CompletableFuture<HttpResponse<String>> other : others) {
                assertThat(get(other).headers().firstValue("X-Amz-Function-Error"))
                        .isEmpty();
                assertThat(get(other).body()).isIn("1", "2");
            }
        }
    }

    private static CompletableFuture<HttpResponse<String>> call(EmulatorFixture fixture, String event) {
        return fixture.http.sendAsync(
                fixture.request(PATH)
                        .POST(HttpRequest.BodyPublishers.ofString(event))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(CompletableFuture<HttpResponse<String>> answer) throws Exception {
        return answer.get(EmulatorFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
