package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Processes;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import dev.openruntime.it.bench.Sent;
import dev.openruntime.it.bench.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * An invocation that hangs is ended by the supervisor, between its soft deadline and the platform's: with an answer,
 * with nothing left of the handler that hung, and with everybody else as warm as before. Alone on the machine: it is
 * about time.
 */
@Isolated
final class DeadlinesIT {

    /** The soft deadline is a fifth earlier: there is a second to post in, also on a busy machine. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Duration SOFT = Duration.ofSeconds(4);
    /** For what takes several processes the half of the margin that is theirs. */
    private static final Duration TWICE = TIMEOUT.multipliedBy(2);

    private static final String MARGIN = "deadline: { margin: 1s }\n";

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldPostATypedErrorAndReplaceTheHandlerAloneWhenANodeHandlerNeverAnswers() {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/index.mjs");
        bench.copy("functions/stage.py");
        Program program = bench.bootstrap()
                .config(Workers.NODE_HANDLER + Workers.middleware(Workers.pythonStage("outer")) + MARGIN + """
                        sidecars:
                          - name: agent
                            command: [sleep, "3600"]
                        """)
                .start(platform);
        Timeline before = program.timeline();

        Outcome hang = timedOut(platform, "{\"do\":\"progress\"}");
        Outcome busy = timedOut(platform, "{\"do\":\"busy\"}");

        assertThat(hang.errorMessage())
                .contains("`index.handler`", "4.0 s (soft deadline; the platform's is at 5.0 s)", "`charging card`");
        assertThat(hang.json().path("stage").asText()).isEqualTo("handle");
        assertThat(hang.json().path("elapsedMs").asLong()).isBetween(SOFT.toMillis() - 50, TIMEOUT.toMillis());
        assertThat(busy.errorMessage()).contains("`index.handler`");
        Timeline after = program.timeline();
        assertThat(after.pids("handler")).hasSize(3);
        assertThat(after.pids("outer")).isEqualTo(before.pids("outer"));
        assertThat(after.pids("agent")).isEqualTo(before.pids("agent"));
        assertThat(Processes.isAlive(after.pids("handler").getFirst())).isFalse();
        assertThat(Processes.isAlive(after.pid("outer"))).isTrue();
    }

    @Test
    void shouldPostATypedErrorWhenAPythonHandlerNeverAnswers() {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/index.py");
        Program program =
                bench.bootstrap().config(Workers.PYTHON_HANDLER + MARGIN).start(platform);

        Outcome sleeping = timedOut(platform, "{\"do\":\"progress\"}");
        Outcome stubborn = timedOut(platform, "{\"do\":\"stubborn\"}");

        assertThat(sleeping.errorMessage()).contains("`charging card`");
        assertThat(stubborn.errorMessage()).contains("`index.handler`");
        // The first one heard its cancel and cleaned up; the second had to be killed.
        assertThat(program.timeline().count("handler", "killed")).isEqualTo(1);
    }

    @Test
    void shouldPostTheResponseWhenTheHandlerHearsTheCancel() {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/index.mjs");
        Program program =
                bench.bootstrap().config(Workers.NODE_HANDLER + MARGIN).start(platform);

        Outcome outcome = platform.invoke(Event.of("{\"do\":\"cancelled\"}").within(TIMEOUT));

        assertThat(outcome.text()).isEqualTo("{\"gaveUp\":true}");
        assertThat(program.timeline().pids("handler")).hasSize(1);
    }

    @Test
    void shouldPostTheFallbackOfTheNearestStageWhenTimeoutHooksRespond() {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/index.mjs");
        bench.copy("functions/stage.mjs");
        bench.copy("functions/stage.py");
        bench.bootstrap()
                .config(Workers.NODE_HANDLER
                        + Workers.middleware(Workers.nodeStage("outer"), Workers.pythonStage("inner"))
                        + "deadline: { margin: 2s }\n")
                .start(platform);

        Outcome both = platform.invoke(
                Event.of("{\"do\":\"hang\",\"outer\":{\"timeout\":\"respond\"},\"inner\":{\"timeout\":\"respond\"}}")
                        .within(TWICE));
        Outcome outerAlone = platform.invoke(
                Event.of("{\"do\":\"hang\",\"outer\":{\"timeout\":\"respond\"},\"inner\":{\"timeout\":\"throw\"}}")
                        .within(TWICE));

        assertThat(both.isError()).as("%s", both).isFalse();
        assertThat(both.json().path("respondedBy").asText()).isEqualTo("inner");
        assertThat(outerAlone.json().path("respondedBy").asText()).isEqualTo("outer");
        assertGoesOn(platform);
    }

    @Test
    void shouldPostInTimeWhenTheTimeoutHookHangsToo() {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/index.py");
        bench.copy("functions/stage.mjs");
        bench.bootstrap()
                .config(Workers.PYTHON_HANDLER + Workers.middleware(Workers.nodeStage("guard")) + MARGIN)
                .start(platform);

        Outcome outcome = timedOut(platform, "{\"do\":\"stubborn\",\"guard\":{\"timeout\":\"busy\"}}");

        assertThat(outcome.errorMessage()).contains("`index.handler`");
    }

    @Test
    void shouldKillTheWholeTreeWhenTheHandlerThatHangsHasAGrandchildInASessionOfItsOwn() {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/index.mjs");
        bench.bootstrap().config(Workers.NODE_HANDLER + MARGIN).start(platform);

        Sent sent =
                platform.send(Event.of("{\"do\":\"grandchild\",\"hang\":true}").within(TIMEOUT));
        long grandchild = grandchild();
        assertThat(Processes.isAlive(grandchild)).isTrue();

        Outcome outcome = sent.outcome();

        assertThat(outcome.errorType()).isEqualTo("OpenRuntime.HandlerTimeout");
        assertGoesOn(platform);
        await().atMost(ScriptedPlatform.PATIENCE)
                .untilAsserted(() -> assertThat(Processes.isAlive(grandchild)).isFalse());
    }

    @Test
    void shouldHandleTheNextEventInFullWhenTheOneBeforeTimedOutAtOnce() {
        ScriptedPlatform platform = bench.platform();
        bench.copy("functions/index.mjs");
        bench.bootstrap().config(Workers.NODE_HANDLER + MARGIN).start(platform);

        Sent first = platform.send(Event.of("{\"do\":\"busy\"}").within(Duration.ofSeconds(1)));
        Sent second = platform.send(Event.of("{\"do\":\"slowly\",\"ms\":1500}").within(Duration.ofSeconds(30)));
        Sent third = platform.send(Event.of("\"at once\""));

        assertThat(first.outcome().errorType()).isEqualTo("OpenRuntime.HandlerTimeout");
        assertThat(second.outcome().text()).isEqualTo("{\"slept\":1500}");
        assertThat(third.outcome().text()).isEqualTo("\"at once\"");
    }

    /** What was posted for an event that the handler hangs in; in time, and the next one is handled. */
    private static Outcome timedOut(ScriptedPlatform platform, String event) {
        Sent sent = platform.send(Event.of(event).within(TIMEOUT));
        Outcome outcome = sent.outcome();
        assertThat(outcome.isError()).as("%s", outcome).isTrue();
        assertThat(outcome.errorType()).as("%s", outcome).isEqualTo("OpenRuntime.HandlerTimeout");
        assertThat(outcome.arrived()).isBetween(sent.arrival().plus(SOFT).minusMillis(50), sent.deadline());
        assertGoesOn(platform);
        return outcome;
    }

    private static void assertGoesOn(ScriptedPlatform platform) {
        Outcome next = platform.invoke("\"the next event\"");
        assertThat(next.isError()).as("%s", next).isFalse();
        assertThat(next.text()).isEqualTo("\"the next event\"");
    }

    private long grandchild() {
        Path file = bench.folder().resolve("grandchild.pid");
        String pid = await().atMost(ScriptedPlatform.PATIENCE)
                .until(() -> Files.exists(file) ? text(file) : "", text -> text.endsWith("\n"));
        return Long.parseLong(pid.strip());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
