package dev.openruntime.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.it.bench.Bench;
import dev.openruntime.it.bench.Event;
import dev.openruntime.it.bench.Lateness;
import dev.openruntime.it.bench.Outcome;
import dev.openruntime.it.bench.Program;
import dev.openruntime.it.bench.ScriptedPlatform;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker that doesn't keep to the protocol harms no invocation but its own. */
final class ProtocolFaultsIT {

    /** What a stage has; where the machine takes half of it away nobody can say whether there was time to answer. */
    private static final Duration TO_ANSWER_A_CANCEL = Duration.ofMillis(100);

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void shouldFailTheInvocationAndReplaceTheHandlerWhenItSendsGarbage() {
        ScriptedPlatform platform = bench.platform();
        Program program =
                bench.bootstrap().config(Workers.backSoon(Workers.BARE_HANDLER)).start(platform);

        Outcome garbage = failure(platform, "handler", "handle", "garbage");
        Outcome longHeader = failure(platform, "handler", "handle", "long-header");
        Outcome notJson = failure(platform, "handler", "handle", "not-json");
        Outcome halfFrame = failure(platform, "handler", "handle", "half-frame");
        Outcome closed = failure(platform, "handler", "handle", "close");

        assertThat(garbage.errorType()).isEqualTo("OpenRuntime.HandlerProtocol");
        assertThat(garbage.errorMessage()).contains("`handler`", "this is no frame");
        assertThat(longHeader.errorType()).isEqualTo("OpenRuntime.HandlerProtocol");
        assertThat(notJson.errorType()).isEqualTo("OpenRuntime.HandlerProtocol");
        assertThat(notJson.errorMessage()).contains("nope");
        assertThat(halfFrame.errorType()).isIn("OpenRuntime.HandlerProtocol", "OpenRuntime.HandlerDied");
        assertThat(closed.errorType()).isEqualTo("OpenRuntime.HandlerDied");
        assertThat(program.timeline().pids("handler")).hasSize(6);
    }

    @Test
    void shouldFailTheInvocationAndKeepTheHandlerWhenItsAnswerIsWrong() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER).start(platform);

        Outcome unknown = failure(platform, "handler", "handle", "unknown-action");
        Outcome wrong = failure(platform, "handler", "handle", "wrong-action");
        Outcome tooLarge = failure(platform, "handler", "handle", "too-large");

        assertThat(unknown.errorType()).isEqualTo("OpenRuntime.HandlerProtocol");
        assertThat(unknown.errorMessage()).contains("`handler`", "explode");
        assertThat(wrong.errorType()).isEqualTo("OpenRuntime.HandlerProtocol");
        assertThat(tooLarge.errorType()).isEqualTo("Function.ResponseSizeTooLarge");
        assertThat(program.timeline().pids("handler")).hasSize(1);
    }

    @Test
    void shouldDropAndLogOnceWhenAnAnswerIsNotAskedFor() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER).start(platform);

        for (int i = 0; i < 3; i++) {
            for (String deed : new String[] {"twice", "again", "wrong-id", "unknown-frame"}) {
                String event = event("handler", "handle", deed);
                assertThat(platform.invoke(event).text()).isEqualTo(event);
                assertGoesOn(platform);
            }
        }

        assertThat(program.timeline().pids("handler")).hasSize(1);
        assertThat(program.lines().stream().filter(line -> line.contains("an answer to no open call")))
                .hasSize(1);
        assertThat(program.lines().stream().filter(line -> line.contains("`weather`")))
                .hasSize(1);
    }

    @Test
    void shouldFailOrSkipWhenAStageSendsGarbage() {
        ScriptedPlatform platform = bench.platform();
        String stages = Workers.middleware(
                Workers.bareStage("strict", "continue", Workers.BACK_SOON),
                Workers.bareStage("lenient", "replace", "onFailure: skip", "timeout: 5s", Workers.BACK_SOON));
        Program _ = bench.bootstrap().config(Workers.BARE_HANDLER + stages).start(platform);

        for (String hook : new String[] {"before", "after"}) {
            for (String deed : new String[] {"garbage", "long-header", "not-json", "half-frame", "close", "crash"}) {
                Outcome failure = failure(platform, "strict", hook, deed);
                assertThat(failure.errorType()).startsWith("OpenRuntime.Middleware");
                assertThat(failure.errorMessage()).contains("`strict`", "`" + hook + "`");

                String event = event("lenient", hook, deed);
                Outcome skipped = platform.invoke(event);
                assertThat(skipped.text()).as("%s %s", hook, deed).isEqualTo(event);
            }
            for (String deed : new String[] {"unknown-action", "wrong-action", "too-large"}) {
                Outcome failure = failure(platform, "strict", hook, deed);
                assertThat(failure.errorMessage()).contains("`strict`");

                String event = event("lenient", hook, deed);
                assertThat(platform.invoke(event).text()).isEqualTo(event);
            }
            for (String deed : new String[] {"twice", "again", "wrong-id", "unknown-frame"}) {
                String event = event("strict", hook, deed);
                assertThat(platform.invoke(event).text()).isEqualTo(event);
                assertGoesOn(platform);
            }
        }
    }

    @Test
    void shouldIgnoreTheAnswerAndKeepTheStageWhenItComesAfterTheCancel() {
        ScriptedPlatform platform = bench.platform();
        String stages =
                Workers.middleware(Workers.bareStage("lenient", "replace", "onFailure: skip", "timeout: 300ms"));
        Program program =
                bench.bootstrap().config(Workers.BARE_HANDLER + stages).start(platform);
        String event = event("lenient", "before", "late");

        Duration lost;
        Outcome outcome;
        try (Lateness lateness = Lateness.begin()) {
            outcome = platform.invoke(event);
            assertGoesOn(platform);
            lost = lateness.end();
        }

        assertThat(outcome.text()).isEqualTo(event);
        if (lost.compareTo(TO_ANSWER_A_CANCEL.dividedBy(2)) < 0) {
            assertThat(program.timeline().pids("lenient")).hasSize(1);
        }
    }

    @Test
    void shouldPostTheLateResponseWhenTheHandlerAnswersTheCancel() {
        ScriptedPlatform platform = bench.platform();
        Program program = bench.bootstrap().config(Workers.BARE_HANDLER).start(platform);
        Event event = Event.of(event("handler", "handle", "late")).within(Duration.ofSeconds(5));

        Outcome outcome = platform.invoke(event);

        assertThat(outcome.isError()).as("%s", outcome).isFalse();
        assertThat(outcome.text()).isEqualTo("\"too late\"");
        assertGoesOn(platform);
        assertThat(program.timeline().pids("handler")).hasSize(1);
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
