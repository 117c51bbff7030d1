package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Distribution;
import dev.openruntime.it.bench.Json;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.Request;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A function that can't be initialised: the platform is told why, exit status 1, and nothing is left. */
final class InitFailuresIT {

    private static final int INIT_FAILED = 1;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldNameTheCommandWhenThereIsNoSuchProgram() {
        Request error = initError("""
                handler:
                  command: [no-such-program, --at-all]
                """);

        assertThat(Json.read(error.text()).path("errorType").asText()).isEqualTo("OpenRuntime.InitFailed");
        assertThat(message(error)).contains("handler", "no-such-program");
    }

    @Test
    void shouldNameExitStatusAndLastLinesWhenTheHandlerExitsAtOnce() {
        Request error = initError("""
                handler:
                  command: [sh, -c, "echo cannot go on >&2; exit 7"]
                init: { within: 3s }
                """);

        assertThat(message(error)).contains("`handler`", "exit 7", "cannot go on");
    }

    @Test
    void shouldPostTheKitsErrorWhenTheModuleIsNotThere() {
        assertType(initError(Workers.NODE_HANDLER), "Runtime.ImportModuleError");
    }

    @Test
    void shouldPostTheKitsErrorWhenThePythonModuleIsNotThere() {
        assertType(initError(Workers.PYTHON_HANDLER), "Runtime.ImportModuleError");
    }

    @Test
    void shouldPostTheKitsErrorWhenTheModuleHasNoSuchFunction() {
        bench.file("index.mjs", "export const other = () => {};");

        assertType(initError(Workers.NODE_HANDLER), "Runtime.HandlerNotFound");
    }

    @Test
    void shouldPostWhatWasThrownWhenTheModuleThrowsWhileLoading() {
        bench.file("index.mjs", "console.log('loading'); throw new TypeError('no database');");

        Request error = initError(Workers.NODE_HANDLER);

        assertType(error, "TypeError");
        assertThat(message(error)).contains("no database");
        assertThat(Json.read(error.text()).path("stackTrace").toString()).contains("index.mjs");
    }

    @Test
    void shouldPostWhatWasRaisedWhenThePythonModuleRaisesWhileLoading() {
        bench.file("index.py", "print('loading')\nraise KeyError('no database')\n");

        Request error = initError(Workers.PYTHON_HANDLER);

        assertType(error, "KeyError");
        assertThat(message(error)).contains("no database");
        assertThat(Json.read(error.text()).path("stackTrace").toString()).contains("index.py");
    }

    @Test
    void shouldPostASyntaxErrorWhenTheModuleHasOne() {
        bench.file("index.mjs", "export const handler = (;");

        assertType(initError(Workers.NODE_HANDLER), "Runtime.UserCodeSyntaxError");
    }

    @Test
    void shouldPostASyntaxErrorWhenThePythonModuleHasOne() {
        bench.file("index.py", "def handler(:\n");

        assertType(initError(Workers.PYTHON_HANDLER), "Runtime.UserCodeSyntaxError");
    }

    @Test
    void shouldPostTheErrorWhenAStageFailsToLoad() {
        bench.file("stage.mjs", "throw new RangeError('stage is broken');");

        Request error = initError(Workers.BARE_HANDLER + Workers.middleware(Workers.nodeStage("guard")));

        assertType(error, "RangeError");
        assertThat(message(error)).contains("stage is broken");
    }

    @Test
    void shouldServeWhenTheStageThatFailsToLoadMayBeSkipped() {
        ScriptedPlatform platform = bench.platform();
        bench.file("stage.py", "raise RuntimeError('stage is broken')\n");
        String stages = Workers.middleware(Workers.pythonStage("guard", "onFailure: skip"));
        bench.bootstrap().config(Workers.BARE_HANDLER + stages).start(platform);

        assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"hello\"");
    }

    @Test
    void shouldNameBothSidesWhenAWorkerOffersHooksThatDoNotFitItsRole() {
        Request error = initError("""
                handler:
                  command: [python3, "${IT_WORKERS}/bare.py", middleware, continue]
                """);

        assertThat(message(error)).contains("handler", "before", "handle");
    }

    @Test
    void shouldNameChildProbeStatusAndLastLinesWhenARequiredSidecarIsNotReadyInTime() {
        Request error = initError(Workers.BARE_HANDLER + """
                sidecars:
                  - name: agent
                    command: [sh, -c, "echo cannot bind 4317 >&2; exit 5"]
                    startup: { tcp: { port: 1 }, every: 50ms, within: 2s }
                init: { within: 2s }
                """);

        assertThat(Json.read(error.text()).path("errorType").asText()).isEqualTo("OpenRuntime.InitFailed");
        assertThat(message(error)).contains("sidecar `agent`", "exit 5", "cannot bind 4317");
    }

    @Test
    void shouldNameTheProbeWhenARequiredSidecarLivesAndIsNeverReady() {
        Request error = initError(Workers.BARE_HANDLER + """
                sidecars:
                  - name: agent
                    command: [sh, -c, "echo warming up; exec sleep 3600"]
                    startup: { http: { port: 1, path: /ready }, every: 50ms, within: 20s }
                init: { within: 2s }
                """);

        assertThat(message(error)).contains("sidecar `agent`", ":1/ready", "warming up");
    }

    @Test
    void shouldNameTheSlowestFirstAndShowHowFarEverybodyCame() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.program(Distribution.home().resolve("bootstrap").toString(), "--timeline")
                .config(Workers.BARE_HANDLER + """
                        sidecars:
                          - name: later
                            command: [sh, -c, "echo came later; exec sleep 3600"]
                            startup: { tcp: { port: 1 }, every: 50ms, within: 20s }
                            dependsOn: { quick: { logged: up } }
                          - name: slow
                            command: [sh, -c, "echo warming up; exec sleep 3600"]
                            startup: { tcp: { port: 1 }, every: 50ms, within: 20s }
                          - name: quick
                            command: [sh, -c, "sleep 0.3; echo up; exec sleep 3600"]
                        init: { within: 6s }
                        """)
                .on(platform)
                .start();

        String message = message(platform.awaitInitError());
        assertThat(program.awaitExit()).isEqualTo(INIT_FAILED);

        assertThat(message)
                .startsWith(
                        "init is not over within 6s (`init.within`); the slowest of 2: sidecar `slow` is not ready:")
                .containsSubsequence(":1", "warming up", "sidecar `later`", "came later");
        assertThat(program.output())
                .contains("init, child by child:")
                .containsPattern("(?m)^  later +spawned at \\S+, not ready: .*:1")
                .containsPattern("(?m)^  slow +spawned at \\S+, not ready: .*:1")
                .containsPattern("(?m)^  handler +spawned at \\S+, ready at ")
                .containsPattern("(?m)^  quick +spawned at \\S+, ready at ");
        assertThat(program.errors())
                .containsSubsequence("where the start went", "JVM, to its main", "first children spawned")
                .containsSubsequence("waited for children, in vain", "init failed")
                .contains("handler: ready", "sidecar later: not ready yet", "sidecar slow: not ready yet")
                .doesNotContain("first next", "loop set up");
    }

    @Test
    void shouldServeWhenAnOptionalSidecarIsNeverReady() {
        ScriptedPlatform platform = bench.platform();
        bench.bootstrap().config(Workers.BARE_HANDLER + """
                        sidecars:
                          - name: agent
                            command: [sh, -c, "exit 5"]
                            required: false
                          - name: absent
                            command: [no-such-program]
                            required: false
                        """).start(platform);

        assertThat(platform.invoke("\"hello\"").text()).isEqualTo("\"hello\"");
        assertThat(platform.hasInitError()).isFalse();
    }

    @Test
    void shouldNameThemAllWhenSeveralChildrenFail() {
        Request error = initError("""
                handler:
                  command: [no-such-program]
                middleware:
                  - name: first
                    command: [no-such-filter]
                sidecars:
                  - name: agent
                    command: [no-such-agent]
                init: { within: 3s }
                """);

        assertThat(message(error)).contains("no-such-program", "no-such-filter", "no-such-agent");
    }

    private Request initError(String config) {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(config).on(platform).start();

        Request error = platform.awaitInitError();

        assertThat(program.awaitExit()).isEqualTo(INIT_FAILED);
        assertThat(error.header("content-type").orElse("")).isEqualTo("application/vnd.aws.lambda.error+json");
        assertThat(error.header("lambda-runtime-function-error-type"))
                .contains(Json.read(error.text()).path("errorType").asText());
        assertThat(Json.read(error.text()).path("stackTrace").isArray()).isTrue();
        assertThat(platform.requests().stream().map(Request::path).toList())
                .isSubsetOf(List.of(
                        "/2020-01-01/extension/register",
                        "/2020-01-01/extension/event/next",
                        "/2018-06-01/runtime/init/error"));
        bench.awaitNoProcess();
        return error;
    }

    private static void assertType(Request error, String errorType) {
        assertThat(Json.read(error.text()).path("errorType").asText())
                .as(error.text())
                .isEqualTo(errorType);
    }

    private static String message(Request error) {
        return Json.read(error.text()).path("errorMessage").asText();
    }
}
