package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A handler that ends or throws fails its invocation with an error that says how; the next event is handled. */
final class HandlerFailuresIT {

    private static final String DIED = "OpenRuntime.HandlerDied";

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldFailTheInvocationAndGoOnWhenANodeHandlerEnds() {
        ScriptedPlatform platform = start(Workers.NODE_HANDLER, "functions/index.mjs");

        Outcome crash = failure(platform, "crash");
        Outcome exit0 = failure(platform, "exit0");
        Outcome kill = failure(platform, "kill");

        assertThat(crash.errorType()).isEqualTo(DIED);
        assertThat(crash.errorMessage()).contains("handler", "exit 3");
        assertThat(crash.text()).contains("last words");
        assertThat(crash.json().path("stage").asText()).isEqualTo("handle");
        assertThat(exit0.errorType()).isEqualTo(DIED);
        assertThat(exit0.errorMessage()).contains("exit 0");
        assertThat(kill.errorType()).isEqualTo(DIED);
        assertThat(kill.errorMessage()).contains("SIGKILL");
    }

    @Test
    void shouldPostTheErrorAndReplaceTheProcessWhenANodeHandlerLeavesARejectionUnhandled() {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/index.mjs");
        Program program =
                bench.bootstrap().config(Workers.backSoon(Workers.NODE_HANDLER)).start(platform);

        Outcome unhandled = platform.invoke("{\"do\":\"unhandled\"}");

        assertThat(unhandled.errorType()).isEqualTo("Runtime.UnhandledPromiseRejection");
        assertThat(unhandled.errorMessage()).contains("nobody cares");
        program.awaitTimeline(timeline -> timeline.count("handler", "died") == 1);
        assertThat(platform.invoke("\"the next event\"").text()).isEqualTo("\"the next event\"");
    }

    @Test
    void shouldFailTheInvocationAndGoOnWhenAPythonHandlerEnds() {
        ScriptedPlatform platform = start(Workers.PYTHON_HANDLER, "functions/index.py");

        Outcome crash = failure(platform, "crash");
        Outcome exit0 = failure(platform, "exit0");
        Outcome sysExit = failure(platform, "sys_exit");
        Outcome kill = failure(platform, "kill");

        assertThat(crash.errorType()).isEqualTo(DIED);
        assertThat(crash.errorMessage()).contains("handler", "exit 3");
        assertThat(crash.text()).contains("about to crash");
        assertThat(exit0.errorMessage()).contains("exit 0");
        assertThat(sysExit.text()).contains("exit");
        assertThat(kill.errorType()).isEqualTo(DIED);
        assertThat(kill.errorMessage()).contains("SIGKILL");
    }

    @Test
    void shouldPostWhatWasThrownAndKeepTheProcessWhenANodeHandlerThrows() {
        ScriptedPlatform platform = start(Workers.NODE_HANDLER, "functions/index.mjs");
        String before = platform.invoke("{\"do\":\"pid\"}").text();

        Outcome thrown = failure(platform, "throw");

        assertThat(thrown.errorType()).isEqualTo("RangeError");
        assertThat(thrown.errorMessage()).isEqualTo("out of range");
        assertThat(thrown.json().path("stackTrace")).isNotEmpty();
        assertThat(thrown.request().header("lambda-runtime-function-error-type"))
                .contains("RangeError");
        assertThat(platform.invoke("{\"do\":\"pid\"}").text()).isEqualTo(before);
        assertThat(platform.invoke("{\"do\":\"undefined\"}").text()).isIn("null", "");
    }

    @Test
    void shouldPostWhatWasRaisedAndKeepTheProcessWhenAPythonHandlerRaises() {
        ScriptedPlatform platform = start(Workers.PYTHON_HANDLER, "functions/index.py");
        String before = platform.invoke("{\"do\":\"pid\"}").text();

        Outcome raised = failure(platform, "throw");
        Outcome unserialisable = failure(platform, "unserialisable");

        assertThat(raised.errorType()).isEqualTo("IndexError");
        assertThat(raised.errorMessage()).isEqualTo("out of range");
        assertThat(raised.json().path("stackTrace")).isNotEmpty();
        assertThat(unserialisable.errorType()).isEqualTo("Runtime.MarshalError");
        assertThat(platform.invoke("{\"do\":\"pid\"}").text()).isEqualTo(before);
    }

    @Test
    void shouldLogWhatUserCodePrintsWithNameAndRequestWhenItPrintsInAnyWay() {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/index.mjs");
        bench.copy("functions/stage.py");
        Program program = bench.bootstrap()
                .config(Workers.NODE_HANDLER + Workers.middleware(Workers.pythonStage("printer")))
                .start(platform);

        Outcome outcome = platform.invoke("{\"do\":\"print\",\"printer\":{\"before\":\"prints\"}}");

        assertThat(outcome.text()).isEqualTo("{\"printed\":true}");
        String id = "requestId="
                + outcome.request().path().replaceAll(".*/invocation/", "").replace("/response", "");
        awaitLine(program, "\thandler\t", "printed by the function", id);
        awaitLine(program, "\thandler\t", "logged by the function", id);
        awaitLine(program, "\thandler\t", "printed by a child", id);
        awaitLine(program, "\tprinter\t", "printed by the middleware", id);
        awaitLine(program, "\tprinter\t", "printed by a child", id);
        assertThat(platform.invoke("\"still in order\"").text()).isEqualTo("\"still in order\"");
    }

    @Test
    void shouldLogWhatUserCodePrintsWhenAPythonHandlerPrintsInAnyWay() {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/index.py");
        bench.copy("functions/stage.mjs");
        Program program = bench.bootstrap()
                .config(Workers.PYTHON_HANDLER + Workers.middleware(Workers.nodeStage("printer")))
                .start(platform);

        Outcome outcome = platform.invoke("{\"do\":\"prints\",\"printer\":{\"before\":\"print\"}}");

        assertThat(outcome.text()).isEqualTo("{\"printed\": true}");
        awaitLine(program, "\thandler\t", "printed by the function", "requestId=");
        awaitLine(program, "\thandler\t", "written by the function", "requestId=");
        awaitLine(program, "\thandler\t", "printed by a child", "requestId=");
        awaitLine(program, "\tprinter\t", "printed by the middleware", "requestId=");
        awaitLine(program, "\tprinter\t", "printed by a child", "requestId=");
        assertThat(platform.invoke("\"still in order\"").text()).isEqualTo("\"still in order\"");
    }

    private ScriptedPlatform start(String handler, String function) {
        ScriptedPlatform platform = bench.platform();
        bench.copy(function);
        bench.bootstrap().config(Workers.backSoon(handler)).start(platform);
        return platform;
    }

    /** What came of the deed; the next event is handled right afterwards. */
    private static Outcome failure(ScriptedPlatform platform, String deed) {
        Outcome failure = platform.invoke("{\"do\":\"" + deed + "\"}");
        assertThat(failure.isError()).as("%s: %s", deed, failure).isTrue();
        Outcome next = platform.invoke("{\"after\":\"" + deed + "\"}");
        assertThat(next.isError()).as("after %s: %s", deed, next).isFalse();
        assertThat(next.json().path("after").asText()).isEqualTo(deed);
        return failure;
    }

    private static void awaitLine(Program program, String... parts) {
        String _ = program.awaitLine(line -> {
            for (String part : parts) {
                if (!line.contains(part)) {
                    return false;
                }
            }
            return true;
        });
    }
}
