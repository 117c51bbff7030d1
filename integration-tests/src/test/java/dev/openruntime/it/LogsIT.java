package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Json;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.Reply;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One line an event of the log, in text or JSON; never an event or a response. */
final class LogsIT {

    private static final String MARKER = "4111-1111-1111-1111";

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldBeOneJsonObjectALineWhenTheFormatIsJson() {
        ScriptedPlatform platform = bench.platform();
        Program program = runThroughEverything(platform, "JSON", "DEBUG");

        List<JsonNode> lines = program.lines().stream().map(Json::read).toList();

        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(line.isObject()).isTrue();
            assertThat(line.path("timestamp").asText()).isNotEmpty();
            assertThat(line.path("level").asText()).isNotEmpty();
            assertThat(line.has("message")).isTrue();
        });
        assertThat(lines)
                .filteredOn(line -> line.path("message").asText().equals("logged by the function"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("logger").asText()).isEqualTo("handler");
                    assertThat(line.path("requestId").asText()).isNotEmpty();
                });
        assertThat(lines)
                .filteredOn(line -> line.path("message").asText().contains("two\nlines"))
                .isNotEmpty();
        assertThat(program.errors()).isEmpty();
    }

    @Test
    void shouldBeTextWhenNothingIsSaid() {
        ScriptedPlatform platform = bench.platform();
        Program program = runThroughEverything(platform, "", "");

        assertThat(program.lines())
                .isNotEmpty()
                .allMatch(line -> line.matches("(?s)\\S+Z\t(DEBUG|INFO|WARN|ERROR)\t[a-z0-9-]+\t.*"));
        assertThat(program.errors()).isEmpty();
    }

    @Test
    void shouldHoldNoEventAndNoResponseWhenEverythingIsLogged() {
        ScriptedPlatform platform = bench.platform();
        Program program = runThroughEverything(platform, "TEXT", "TRACE");

        program.signal("TERM");
        assertThat(program.awaitExit()).isZero();

        assertThat(program.output()).doesNotContain(MARKER);
        assertThat(program.errors()).doesNotContain(MARKER);
        assertThat(program.timeline().lines().toString()).doesNotContain(MARKER);
    }

    @Test
    void shouldSayNoLessThanAskedWhenTheLevelIsError() {
        ScriptedPlatform platform = bench.platform();
        Program program = runThroughEverything(platform, "JSON", "ERROR");

        assertThat(program.lines())
                .allMatch(line -> Json.read(line).path("level").asText().equals("ERROR"));
    }

    private Program runThroughEverything(ScriptedPlatform platform, String format, String level) {
        bench.copy("functions/index.mjs");
        bench.copy("functions/stage.py");
        Program program = bench.bootstrap()
                .env("AWS_LAMBDA_LOG_FORMAT", format)
                .env("AWS_LAMBDA_LOG_LEVEL", level)
                .config(Workers.backSoon(Workers.NODE_HANDLER)
                        + Workers.middleware(Workers.pythonStage("outer", Workers.BACK_SOON))
                        + """
                        sidecars:
                          - name: agent
                            command: [sh, -c, "printf 'odd \\\\033[31m \\\\377 \\\\\\\\ \\\\\\" bytes\\\\nno end'; exec sleep 3600"]
                        """)
                .start(platform);
        for (String event : new String[] {
            "{\"card\":\"MARKER\"}",
            "{\"card\":\"MARKER\",\"do\":\"print\"}",
            "{\"card\":\"MARKER\",\"do\":\"multiline\"}",
            "{\"card\":\"MARKER\",\"do\":\"throw\"}",
            "{\"card\":\"MARKER\",\"do\":\"crash\"}",
            "{\"card\":\"MARKER\",\"outer\":{\"before\":\"crash\"}}",
            "{\"card\":\"MARKER\",\"outer\":{\"after\":\"throw\"}}",
            "MARKER is no JSON",
        }) {
            Outcome _ = platform.invoke(event.replace("MARKER", MARKER));
        }
        platform.awaitNext(); // the post before is answered then
        platform.answerPost(Reply.of(413, "{\"errorType\":\"RequestEntityTooLarge\"}"));
        Outcome _ = platform.invoke("{\"card\":\"" + MARKER + "\"}");
        platform.awaitNext();
        return program;
    }
}
