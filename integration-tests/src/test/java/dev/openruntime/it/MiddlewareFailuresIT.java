package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A middleware that ends, throws or hangs in the middle of a hook: by its {@code onFailure} the invocation fails with
 * an error that names it, or goes on with what it had. The next event is handled either way.
 */
final class MiddlewareFailuresIT {

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldFailTheInvocationAndGoOnWhenAStageEndsInItsHook() {
        ScriptedPlatform platform =
                start(Workers.nodeStage("node", Workers.BACK_SOON), Workers.pythonStage("python", Workers.BACK_SOON));

        for (String name : new String[] {"node", "python"}) {
            for (String hook : new String[] {"before", "after"}) {
                Outcome crash = failure(platform, name, hook, "crash");
                Outcome exit0 = failure(platform, name, hook, "exit0");
                Outcome kill = failure(platform, name, hook, "kill");

                assertThat(crash.errorType()).isEqualTo("OpenRuntime.MiddlewareDied");
                assertThat(crash.errorMessage()).contains(name, hook, "exit 3");
                assertThat(crash.json().path("lastLines").toString()).contains("about to crash");
                assertThat(crash.json().path("stage").asText()).isEqualTo(hook + " " + name);
                assertThat(exit0.errorMessage()).contains(name, "exit 0");
                assertThat(kill.errorMessage()).contains(name, "SIGKILL");
            }
        }
    }

    @Test
    void shouldGoOnWithTheUntouchedPayloadWhenAStageThatMayBeSkippedEndsInItsHook() {
        ScriptedPlatform platform = start(
                Workers.nodeStage("node", Workers.BACK_SOON, "onFailure: skip", "timeout: 5s"),
                Workers.pythonStage("python", Workers.BACK_SOON, "onFailure: skip", "timeout: 5s"));

        for (String name : new String[] {"node", "python"}) {
            for (String hook : new String[] {"before", "after"}) {
                for (String deed : new String[] {"crash", "exit0", "kill", "throw"}) {
                    String event = event(name, hook, deed);

                    Outcome outcome = platform.invoke(event);

                    if (deed.equals("throw")) {
                        // An answer, and no failure of the stage: it may not be overheard.
                        assertThat(outcome.isError()).as("%s", outcome).isTrue();
                    } else {
                        assertThat(outcome.isError()).as("%s", outcome).isFalse();
                        assertThat(outcome.text()).isEqualTo(event);
                    }
                    assertGoesOn(platform);
                }
            }
        }
    }

    @Test
    void shouldPostWhatWasThrownWhenAStageThrows() {
        ScriptedPlatform platform = start(Workers.nodeStage("node"), Workers.pythonStage("python"));

        Outcome node = failure(platform, "node", "before", "throw");
        Outcome python = failure(platform, "python", "after", "throw");

        assertThat(node.errorType()).isEqualTo("RangeError");
        assertThat(node.errorMessage()).isEqualTo("out of range");
        assertThat(python.errorType()).isEqualTo("IndexError");
    }

    @Test
    void shouldFailAtItsOwnTimeoutWhenAStageHangs() {
        ScriptedPlatform platform = start(
                Workers.nodeStage("node", "timeout: 1s", Workers.BACK_SOON),
                Workers.pythonStage("python", "timeout: 1s", Workers.BACK_SOON));

        for (String name : new String[] {"node", "python"}) {
            for (String hook : new String[] {"before", "after"}) {
                Outcome hang = failure(platform, name, hook, "hang");

                assertThat(hang.errorType()).isEqualTo("OpenRuntime.MiddlewareTimeout");
                assertThat(hang.errorMessage()).contains(name, hook);
            }
        }
        Outcome busy = failure(platform, "node", "before", "busy");
        assertThat(busy.errorType()).isEqualTo("OpenRuntime.MiddlewareTimeout");
    }

    @Test
    void shouldGoOnWithTheUntouchedPayloadWhenAStageThatMayBeSkippedHangs() {
        ScriptedPlatform platform = start(
                Workers.nodeStage("node", "timeout: 300ms", "onFailure: skip", Workers.BACK_SOON),
                Workers.pythonStage("python", "timeout: 300ms", "onFailure: skip", Workers.BACK_SOON));

        for (String name : new String[] {"node", "python"}) {
            for (String hook : new String[] {"before", "after"}) {
                String event = event(name, hook, "hang");

                Outcome outcome = platform.invoke(event);

                assertThat(outcome.isError()).as("%s", outcome).isFalse();
                assertThat(outcome.text()).isEqualTo(event);
            }
        }
    }

    @Test
    void shouldFailBeforeThePlatformDeadlineWhenAStageWithoutATimeoutHangs() {
        ScriptedPlatform platform = start(Workers.nodeStage("node"), Workers.pythonStage("python"));

        var sent = platform.send(Event.of(event("python", "before", "hang")).within(Duration.ofSeconds(4)));
        Outcome outcome = sent.outcome();

        assertThat(outcome.errorType()).isEqualTo("OpenRuntime.MiddlewareTimeout");
        assertThat(outcome.errorMessage()).contains("`python`", "`before`", "soft deadline");
        assertThat(outcome.arrived()).isBefore(sent.deadline());
        assertGoesOn(platform);
    }

    @Test
    void shouldCallTheStagesInTheirOrderWhenTheyChangeThePayload() {
        ScriptedPlatform platform = start(Workers.nodeStage("node"), Workers.pythonStage("python"));

        Outcome outcome = platform.invoke("{\"node\":{\"before\":\"mark\",\"after\":\"mark\"},"
                + "\"python\":{\"before\":\"mark\",\"after\":\"mark\"}}");
        Outcome short1 = platform.invoke("{\"python\":{\"before\":\"respond\"}}");

        assertThat(outcome.json().path("marks").toString()).isEqualTo("[\"node\",\"python\",\"python\",\"node\"]");
        assertThat(short1.json().path("respondedBy").asText()).isEqualTo("python");
    }

    private ScriptedPlatform start(String... stages) {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/stage.mjs");
        bench.copy("functions/stage.py");
        Program _ = bench.bootstrap()
                .config("deadline: { margin: 20% }\n" + Workers.BARE_HANDLER + Workers.middleware(stages))
                .start(platform);
        return platform;
    }

    private static String event(String name, String hook, String deed) {
        return "{\"" + name + "\":{\"" + hook + "\":\"" + deed + "\"}}";
    }

    private static Outcome failure(ScriptedPlatform platform, String name, String hook, String deed) {
        Outcome failure = platform.invoke(event(name, hook, deed));
        assertThat(failure.isError())
                .as("%s %s %s: %s", name, hook, deed, failure)
                .isTrue();
        assertGoesOn(platform);
        return failure;
    }

    private static void assertGoesOn(ScriptedPlatform platform) {
        Outcome next = platform.invoke("\"the next event\"");
        assertThat(next.isError()).as("%s", next).isFalse();
        assertThat(next.text()).isEqualTo("\"the next event\"");
    }
}
