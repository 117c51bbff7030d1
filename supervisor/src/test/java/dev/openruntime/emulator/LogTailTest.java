package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LogTailTest {
    @TempDir
    Path folder;

    @Test
    void shouldGiveTheInvocationsOwnLinesEachTime() throws Exception {
        try (var fixture = EmulatorFixture.loop(folder, "say('event ' + event.decode())\nrespond(id, event)")) {
            for (int i = 1; i <= 30; i++) {
                HttpResponse<String> answer = tail(fixture, Integer.toString(i));

                String id = answer.headers().firstValue("x-amzn-RequestId").orElseThrow();
                assertThat(answer.body()).isEqualTo(Integer.toString(i));
                assertThat(log(answer).split("\n"))
                        .satisfiesExactly(
                                line -> assertThat(line).isEqualTo("START RequestId: " + id + " Version: $LATEST"),
                                line -> assertThat(line).isEqualTo("event " + number(answer)),
                                line -> assertThat(line).isEqualTo("END RequestId: " + id),
                                line -> assertThat(line).startsWith("REPORT RequestId: " + id + "\tDuration: "));
            }
            assertThat(fixture.output).hasSize(30).noneMatch(line -> line.contains("\0"));
        }
    }

    @Test
    void shouldGiveTheLastFourKibibytes() throws Exception {
        String body = "for i in range(1000): say('line ' + str(i))\nrespond(id, event)";
        try (var fixture = EmulatorFixture.loop(folder, body)) {
            String log = log(tail(fixture, "{}"));

            assertThat(log.getBytes(StandardCharsets.UTF_8)).hasSize(LogTail.MOST_BYTES);
            assertThat(log).contains("line 999\nEND RequestId: ").doesNotContain("START");
        }
    }

    @Test
    void shouldTellWhatACrashSaid() throws Exception {
        try (var fixture = EmulatorFixture.loop(folder, "say('going')\nsys.exit(3)")) {
            HttpResponse<String> answer = tail(fixture, "{}");

            assertThat(answer.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
            assertThat(log(answer)).contains("going\n", "exit status 3", "REPORT RequestId: ", "Runtime.ExitError");
        }
    }

    @Test
    void shouldGiveNoLogUnasked() throws Exception {
        try (var fixture = EmulatorFixture.loop(folder, "respond(id, event)")) {
            assertThat(send(fixture, "{}", "None").headers().firstValue("X-Amz-Log-Result"))
                    .isEmpty();
        }
    }

    private static String number(HttpResponse<String> answer) {
        return answer.body();
    }

    private static String log(HttpResponse<String> answer) {
        byte[] bytes = Base64.getDecoder()
                .decode(answer.headers().firstValue("X-Amz-Log-Result").orElseThrow());
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> tail(EmulatorFixture fixture, String event) throws Exception {
        return send(fixture, event, "Tail");
    }

    private static HttpResponse<String> send(EmulatorFixture fixture, String event, String kind) throws Exception {
        HttpRequest request = fixture.request("/2015-03-31/functions/function/invocations")
                .header("X-Amz-Log-Type", kind)
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        return fixture.http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
