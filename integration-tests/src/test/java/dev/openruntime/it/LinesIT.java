package dev.openruntime.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Distribution;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers that speak lines do all that those with length-prefixed frames do. */
final class LinesIT {

    private static final int MOST_BYTES = 6_291_556;

    private static final String HANDLER = """
            handler:
              command: [python3, "${IT_WORKERS}/lines.py", handler]
              restart: { backoff: { initial: 10ms, max: 20ms } }
            """;

    private static final String STAGE = """
            middleware:
              - name: stage
                command: [python3, "${IT_WORKERS}/lines.py", middleware]
                restart: { backoff: { initial: 10ms, max: 20ms } }
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldPassTheLongestBodiesWhenAllWorkersSpeakLines() {
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap()
                .config(HANDLER + STAGE)
                .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
                .start(platform);
        byte[] binary = new byte[MOST_BYTES];
        new Random(1).nextBytes(binary);
        byte[] json = ("\"" + "y".repeat(MOST_BYTES - 2) + "\"").getBytes(UTF_8);

        for (byte[] body : new byte[][] {binary, json, binary, json}) {
            Outcome outcome = platform.invoke(Event.of(body));

            assertThat(outcome.isError()).as("%s", outcome).isFalse();
            assertThat(Arrays.equals(outcome.body(), body)).isTrue();
        }
    }

    @Test
    void shouldPassAnyBytesButLineEndsOfJsonWhenAllWorkersSpeakLines() {
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap().config(HANDLER + STAGE).start(platform);

        for (byte[] body : new byte[][] {
            {},
            " ".getBytes(UTF_8),
            "\n".getBytes(UTF_8),
            "null".getBytes(UTF_8),
            "\"\"".getBytes(UTF_8),
            "plain text\nof two lines".getBytes(UTF_8),
            "{\"a\":1,\"a\":12345678901234567890,\"b\":[1.0e2,\"a\\nb\\u0041\\/\"]}".getBytes(UTF_8),
            "{\"text\":\"Grüße, 世界 🌍 \u2028 \\ud800\"}".getBytes(UTF_8),
            "\uFEFF{\"mark\":true}".getBytes(UTF_8),
            "{\"broken\":".getBytes(UTF_8),
            "Grüße".getBytes(ISO_8859_1),
            "[".repeat(100_000).getBytes(UTF_8),
            ("[".repeat(1_000) + "]".repeat(1_000)).getBytes(UTF_8),
            {(byte) 0xff, (byte) 0xfe, 0, '\n', (byte) 0xc3},
        }) {
            assertThat(platform.invoke(Event.of(body)).body()).isEqualTo(body);
        }
        assertThat(platform.invoke("{\r\n \"line\" :\n\n [ \"a\\nb\" ] }\r\n\n").text())
                .isEqualTo("{ \"line\" : [ \"a\\nb\" ] }");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "garbage|OpenRuntime.HandlerProtocol|this is no frame",
                "pretty|OpenRuntime.HandlerProtocol|a frame is one line",
                "length-prefixed|OpenRuntime.HandlerProtocol|one JSON object",
                "too-large|Function.ResponseSizeTooLarge|(6291557 bytes)",
                "half|OpenRuntime.HandlerDied|exit 3",
            })
    void shouldFailOneInvocationOnlyWhenALineIsWrong(String deed, String type, String message) {
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap().config(HANDLER + STAGE).start(platform);

        Outcome handler = platform.invoke("{\"handler\":{\"handle\":\"" + deed + "\"}}");
        Outcome next = platform.invoke("\"next\"");
        Outcome stage = platform.invoke("{\"stage\":{\"before\":\"" + deed + "\"}}");
        Outcome last = platform.invoke("\"last\"");

        assertThat(handler.errorType()).isEqualTo(type);
        assertThat(handler.errorMessage()).contains(message);
        assertThat(next.text()).isEqualTo("\"next\"");
        assertThat(stage.isError()).isTrue();
        assertThat(stage.errorMessage()).contains("`stage`", message);
        assertThat(last.text()).isEqualTo("\"last\"");
    }

    @Test
    void shouldTakeTheAnswerToACancelAndReplaceWhoeverHearsNone() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(HANDLER).start(platform);

        Outcome late =
                platform.invoke(Event.of("{\"handler\":{\"handle\":\"late\"}}").within(Duration.ofSeconds(5)));
        Outcome next = platform.invoke("\"next\"");
        assertThat(late.text()).isEqualTo("\"too late\"");
        assertThat(next.text()).isEqualTo("\"next\"");
        assertThat(program.timeline().pids("handler")).hasSize(1);

        Outcome hung =
                platform.invoke(Event.of("{\"handler\":{\"handle\":\"hang\"}}").within(Duration.ofSeconds(3)));
        Outcome last = platform.invoke("\"last\"");
        assertThat(hung.errorType()).isEqualTo("OpenRuntime.HandlerTimeout");
        assertThat(last.text()).isEqualTo("\"last\"");
        assertThat(program.timeline().pids("handler")).hasSize(2);
    }

    @Test
    void shouldTakeLinesThatEndInCrLf() {
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap().config(HANDLER).start(platform);

        assertThat(platform.invoke("{\"handler\":{\"handle\":\"crlf\"}}").text())
                .isEqualTo("\"crlf\"");
        assertThat(platform.invoke("1").text()).isEqualTo("1");
    }

    @Test
    void shouldEndWorkersThatSpeakLinesByTheirShutdownFrame() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(HANDLER + STAGE).start(platform);
        assertThat(platform.invoke("1").text()).isEqualTo("1");

        program.signal("TERM");

        assertThat(program.awaitExit()).isZero();
        bench.awaitNoProcess();
    }

    @Test
    void shouldRunTheShellWorkerOfTheProtocolsPage() throws IOException {
        String page = Files.readString(Distribution.home().resolve("docs/worker-protocol.md"));
        int begin = page.indexOf("```sh\n") + "```sh\n".length();
        Path _ = bench.file("middleware/gate.sh", page.substring(begin, page.indexOf("```\n", begin)));
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap()
                .config(Workers.BARE_HANDLER + shell("middleware/gate.sh"))
                .start(platform);

        Outcome refused = platform.invoke("{\"headers\":{}}");
        Outcome passed = platform.invoke("{\"headers\":{\"authorization\":\"a\\\\nb %s\"}}");

        assertThat(refused.json().path("statusCode").asInt()).isEqualTo(401);
        assertThat(passed.text()).isEqualTo("{\"gate\":\"passed\",\"headers\":{\"authorization\":\"a\\\\nb %s\"}}");
    }

    @Test
    void shouldRunScriptsThatUseTheShellKit() {
        Path _ = bench.file("stage.sh", """
                . "$OPEN_RUNTIME_HOME/workers/sh/worker.sh"
                echo 'loading'
                ready before after
                while next_call; do
                  echo "called $hook"
                  case $hook$body_base64 in
                    before) answer replace "{\\"was\\":$body}" ;;
                    before?*) answer replace "\\"$body_base64\\"" ;;
                    after) answer replace "[$body]" ;;
                  esac
                done
                """);
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap()
                .config(Workers.BARE_HANDLER + shell("stage.sh"))
                .start(platform);

        assertThat(platform.invoke("{\"a\" : \"\\\\n %s } \"}").text())
                .isEqualTo("[{\"was\":{\"a\" : \"\\\\n %s } \"}}]");
        assertThat(platform.invoke("no JSON").text()).isEqualTo("[\"bm8gSlNPTg==\"]");
        assertThat(program.lines()).anyMatch(line -> line.contains("called after"));
        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();
        bench.awaitNoProcess();
    }

    private static String shell(String script) {
        return "middleware:\n  - name: stage\n    command: [sh, " + script + "]\n";
    }
}
