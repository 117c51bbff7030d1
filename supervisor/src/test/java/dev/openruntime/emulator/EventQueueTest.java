package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls that nobody waits for: taken at once, tried again, and never lost without a word. */
@Timeout(120)
class EventQueueTest {
    private static final String PATH = "/2015-03-31/functions/function/invocations";
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofHours(1);
    private static final String FAILING = """
            tries = tries + 1 if 'tries' in globals() else 1
            say('try ' + str(tries) + ' of ' + id)
            if tries >= succeed_at:
                respond(id, '1')
            else:
                fail(id, 'Function.Broken', '{"errorType":"E"}')
            """;

    @TempDir
    Path folder;

    private final LogOfThis log = new LogOfThis();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void shouldAnswerAtOnceAndRunLater() throws Exception {
        try (var fixture = EmulatorFixture.loop(folder, "say('ran ' + id)\nrespond(id, event)")) {
            HttpResponse<String> answer = event(fixture, "{}");

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().firstValue("Content-Length")).contains("0");
            assertThat(answer.headers().firstValue("X-Amzn-Trace-Id")).isPresent();
            assertThat(answer.headers().firstValue("X-Amz-Executed-Version")).isEmpty();
            awaitOutput(fixture, "ran " + requestId(answer));
        }
    }

    @Test
    void shouldTryTwiceAgainUnderTheSameId() throws Exception {
        try (var fixture = failing(3, List.of(SHORT, SHORT))) {
            String id = requestId(event(fixture, "{}"));

            awaitOutput(fixture, "try 1 of " + id, "try 2 of " + id, "try 3 of " + id);
            await().atMost(EmulatorFixture.PATIENCE).until(() -> reports(fixture) == 3);
            assertThat(log.messages(Level.INFO))
                    .contains("event " + id + " failed with Function.Broken; it is tried again in 20 ms");
            assertThat(log.messages(Level.WARN)).isEmpty();
        }
    }

    @Test
    void shouldSayThatAnEventIsDroppedWhenTheLastTryFails() throws Exception {
        try (var fixture = failing(100, List.of(SHORT, SHORT))) {
            String id = requestId(event(fixture, "{}"));

            await().atMost(EmulatorFixture.PATIENCE)
                    .untilAsserted(() -> assertThat(log.messages(Level.WARN))
                            .containsExactly("event " + id
                                    + " is dropped: it failed 3 times, the last time with Function.Broken"));
            assertThat(reports(fixture)).isEqualTo(3);
        }
    }

    @Test
    void shouldTryAgainInANewLifeWhenTheFunctionCrashed() throws Exception {
        String script = "number = life()\n"
                + EmulatorFixture.loopOf("if number == 1: sys.exit(1)\nsay('alive ' + id)\nrespond(id, '1')");
        try (var fixture = EmulatorFixture.of(folder, script, settings -> settings.retryWaits(List.of(SHORT, SHORT)))) {
            String id = requestId(event(fixture, "{}"));

            awaitOutput(fixture, "alive " + id);
        }
    }

    @Test
    void shouldServeOthersWhileAnEventWaits() throws Exception {
        try (var fixture = failing(2, List.of(LONG))) {
            String id = requestId(event(fixture, "{}"));
            awaitOutput(fixture, "try 1 of " + id);

            assertThat(fixture.invoke("{}").functionError()).isFalse();
        }
    }

    @Test
    void shouldSayWhichEventsWereDroppedWhenClosed() throws Exception {
        String id;
        try (var fixture = failing(100, List.of(LONG))) {
            id = requestId(event(fixture, "{}"));
            await().atMost(EmulatorFixture.PATIENCE)
                    .until(() -> log.messages(Level.INFO).stream().anyMatch(line -> line.contains("tried again")));
        }

        assertThat(log.messages(Level.WARN))
                .containsExactly("1 event was not done when the emulator was closed, and dropped: " + id);
    }

    @Test
    void shouldTurnEventsAwayWhenTheQueueIsFull() throws Exception {
        try (var fixture = EmulatorFixture.loop(folder, "time.sleep(600)")) {
            int taken = 0;
            HttpResponse<String> answer = event(fixture, "{}");
            while (answer.statusCode() == 202) {
                taken++;
                answer = event(fixture, "{}");
            }

            assertThat(taken).isEqualTo(EventQueue.MOST_EVENTS);
            assertThat(answer.statusCode()).isEqualTo(429);
        }

        assertThat(log.messages(Level.WARN))
                .anyMatch(line -> line.startsWith("500 events were not done when the emulator was closed, and dropped:")
                        && line.endsWith(", …"));
    }

    @Test
    void shouldRefuseAnEventThatIsTooLargeOrNoJson() throws Exception {
        try (var fixture = EmulatorFixture.loop(folder, "respond(id, event)")) {
            HttpResponse<String> large = event(fixture, "\"" + "x".repeat(1024 * 1024 - 1) + "\"");
            HttpResponse<String> broken = event(fixture, "{");

            assertThat(large.statusCode()).isEqualTo(413);
            assertThat(large.headers().firstValue("x-amzn-ErrorType")).contains("RequestTooLargeException");
            assertThat(large.body())
                    .contains("1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)");
            assertThat(broken.statusCode()).isEqualTo(400);
        }
    }

    private EmulatorFixture failing(int succeedAt, List<Duration> waits) throws Exception {
        return EmulatorFixture.of(
                folder,
                "succeed_at = " + succeedAt + "\n" + EmulatorFixture.loopOf(FAILING),
                settings -> settings.retryWaits(waits));
    }

    private static long reports(EmulatorFixture fixture) {
        return fixture.platform.stream()
                .filter(line -> line.startsWith("REPORT "))
                .count();
    }

    private static void awaitOutput(EmulatorFixture fixture, String... lines) {
        await().atMost(EmulatorFixture.PATIENCE)
                .untilAsserted(() -> assertThat(fixture.output).containsExactly(lines));
    }

    private static String requestId(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-amzn-RequestId").orElseThrow();
    }

    private static HttpResponse<String> event(EmulatorFixture fixture, String body) throws Exception {
        HttpRequest request = fixture.request(PATH)
                .header("X-Amz-Invocation-Type", "Event")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return fixture.http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
