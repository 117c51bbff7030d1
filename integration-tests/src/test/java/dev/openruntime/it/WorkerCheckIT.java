package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Json;
import dev.openruntime.it.bench.Program;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kits keep to the protocol, and who doesn't is told so. */
final class WorkerCheckIT {

    private static final String KITS = "${OPEN_RUNTIME_HOME}/workers/";

    @RegisterExtension
    final Bench bench = new Bench();

    @ParameterizedTest
    @CsvSource({"node, stage.mjs", "python, stage.py"})
    void kitsForMiddlewareShouldKeepToTheProtocol(String kit, String stage) {
        bench.copy("functions/" + stage);

        JsonNode told = kept(List.of(), KITS + kit + "/middleware", stage);

        assertThat(told.path("checks").path(0).path("detail").asText()).contains("before, after, error, timeout");
    }

    @ParameterizedTest
    @CsvSource({
        "node, index.mjs, '{\"do\": \"cancelled\"}'",
        "python, index.py, '{\"do\": \"sleep\"}'",
    })
    void kitsForHandlersShouldKeepToTheProtocolAndHearACancel(String kit, String function, String slow) {
        bench.copy("functions/" + function);
        String event = bench.file("slow.json", slow).toString();

        JsonNode told = kept(List.of("--handler", "index.handler", "--slow-event", event), KITS + kit + "/handler");

        assertThat(told.findValuesAsText("detail")).anyMatch(detail -> detail.contains("a cancelled call is answered"));
    }

    @Test
    void kitForShellsShouldKeepToTheProtocol() {
        bench.file("stage.sh", """
                . "$OPEN_RUNTIME_HOME/workers/sh/worker.sh"
                ready before after
                while next_call; do
                  answer continue
                done
                """);

        JsonNode told = kept(List.of(), "sh", "stage.sh");

        assertThat(told.path("checks").path(0).path("detail").asText()).contains("JSON lines");
    }

    @Test
    void shouldTellAPersonWhatWasExpectedAndWhatCame() {
        bench.file("banner.py", "print('Welcome!', flush=True)\nimport time\ntime.sleep(3600)\n");

        Program program =
                bench.openRuntime("worker-check", "--", "python3", "banner.py").start();

        assertThat(program.awaitExit()).isEqualTo(1);
        assertThat(program.output())
                .contains("✗ start", "P22 expected nothing but frames", "\"Welcome!\\n\"", "mend", "broken: P22");
        bench.awaitNoProcess();
    }

    @Test
    void shouldEndWithUsageWhenTheWorkerCannotBeStarted() {
        Program program = bench.openRuntime("worker-check", "--", "./nothing").start();

        assertThat(program.awaitExit()).isEqualTo(2);
        assertThat(program.errors()).contains("cannot run `./nothing`: there is no file");
        assertThat(program.output()).isEmpty();
    }

    @Test
    void shouldLeaveNothingWhenItIsInterrupted() {
        bench.file("deaf.py", "import sys, time\nprint('up', file=sys.stderr)\nopen('up', 'w')\ntime.sleep(3600)\n");
        Program program =
                bench.openRuntime("worker-check", "--", "python3", "deaf.py").start();
        bench.awaitFile("up");

        program.signal("TERM");

        assertThat(program.awaitExit()).isEqualTo(143);
        bench.awaitNoProcess();
    }

    private JsonNode kept(List<String> options, String... command) {
        List<String> arguments = new ArrayList<>(List.of("worker-check", "--json", "--within", "30s"));
        arguments.addAll(options);
        arguments.add("--");
        arguments.addAll(List.of(command));
        Program program = bench.openRuntime(arguments.toArray(String[]::new)).start();
        int status = program.awaitExit();
        JsonNode told = Json.read(program.output());
        assertThat(status).as(program.output()).isZero();
        assertThat(told.path("kept").asBoolean()).isTrue();
        assertThat(told.path("checks").findValuesAsText("verdict")).containsOnly("kept");
        return told;
    }
}
