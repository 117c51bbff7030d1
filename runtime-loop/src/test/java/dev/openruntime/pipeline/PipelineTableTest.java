package dev.openruntime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.openruntime.invocation.Outcome;
import dev.openruntime.peer.Events;
import dev.openruntime.peer.PeerSpec;
import dev.openruntime.peer.Script;
import dev.openruntime.pipeline.Stage.OnFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every hook, whatever its stage does, with either {@code onFailure}: who is called afterwards, and what comes out. The
 * stage in question is {@code mid}, between {@code out} and {@code in}, which let everything pass.
 */
@Execution(ExecutionMode.CONCURRENT)
class PipelineTableTest {

    private static final String EVENT = "event";
    private static final String RESPONSE = "response";
    private static final String ERROR = "{\"errorType\":\"Function's\",\"errorMessage\":\"own\"}";
    private static final String OTHER_ERROR = "{\"errorType\":\"Other\",\"errorMessage\":\"one\"}";

    private static final Script RESPONDS = Script.answer("respond", RESPONSE);
    private static final Script FAILS = Script.answer("fail", ERROR);

    private static final Script DIES = turn -> turn.die(3);
    private static final Script BABBLES = turn -> turn.babble("debug: here\n");
    private static final Script DANCES = Script.answer("dance", "");
    private static final Script HANGS = Script.silence();

    private static final String IN = "out.before mid.before in.before handler.handle ";
    private static final String OUT_BY_AFTER = "in.after mid.after out.after";
    private static final String OUT_BY_ERROR = "in.error mid.error out.error";

    static Stream<Arguments> before() {
        return Stream.of(
                row("continue", "before", Script.answer("continue", "ignored"), IN + OUT_BY_AFTER, RESPONSE),
                row("replace", "before", Script.answer("replace", "new event"), IN + OUT_BY_AFTER, RESPONSE),
                row("respond", "before", Script.answer("respond", "mine"), "out.before mid.before out.after", "mine"),
                row("fail", "before", Script.answer("fail", ERROR), "out.before mid.before out.error", ERROR),
                failing("a wrong action", "before", DANCES, "out.before mid.before out.error", "Protocol"),
                failing("death", "before", DIES, "out.before mid.before out.error", "Died"),
                failing("garbage", "before", BABBLES, "out.before mid.before out.error", "Protocol"),
                failing("silence", "before", HANGS, "out.before mid.before out.error", "Timeout"),
                skipping("a wrong action", "before", DANCES, IN + "in.after out.after", RESPONSE),
                skipping("death", "before", DIES, IN + "in.after out.after", RESPONSE),
                skipping("garbage", "before", BABBLES, IN + "in.after out.after", RESPONSE),
                skipping("silence", "before", HANGS, IN + "in.after out.after", RESPONSE));
    }

    static Stream<Arguments> after() {
        return Stream.of(
                row("continue", "after", Script.answer("continue", "ignored"), IN + OUT_BY_AFTER, RESPONSE),
                row("replace", "after", Script.answer("replace", "new"), IN + OUT_BY_AFTER, "new"),
                row("fail", "after", Script.answer("fail", ERROR), IN + "in.after mid.after out.error", ERROR),
                failing("respond", "after", RESPONDS, IN + "in.after mid.after out.error", "Protocol"),
                failing("death", "after", DIES, IN + "in.after mid.after out.error", "Died"),
                failing("garbage", "after", BABBLES, IN + "in.after mid.after out.error", "Protocol"),
                failing("silence", "after", HANGS, IN + "in.after mid.after out.error", "Timeout"),
                skipping("respond", "after", RESPONDS, IN + OUT_BY_AFTER, RESPONSE),
                skipping("death", "after", DIES, IN + OUT_BY_AFTER, RESPONSE),
                skipping("garbage", "after", BABBLES, IN + OUT_BY_AFTER, RESPONSE),
                skipping("silence", "after", HANGS, IN + OUT_BY_AFTER, RESPONSE));
    }

    static Stream<Arguments> error() {
        String recovered = IN + "in.error mid.error out.after";
        return Stream.of(
                row("continue", "error", Script.answer("continue", "ignored"), IN + OUT_BY_ERROR, ERROR),
                row("replace", "error", Script.answer("replace", OTHER_ERROR), IN + OUT_BY_ERROR, OTHER_ERROR),
                row("fail", "error", Script.answer("fail", OTHER_ERROR), IN + OUT_BY_ERROR, OTHER_ERROR),
                row("respond", "error", Script.answer("respond", "recovered"), recovered, "recovered"),
                failing("a wrong action", "error", DANCES, IN + OUT_BY_ERROR, "Protocol"),
                failing("death", "error", DIES, IN + OUT_BY_ERROR, "Died"),
                failing("garbage", "error", BABBLES, IN + OUT_BY_ERROR, "Protocol"),
                failing("silence", "error", HANGS, IN + OUT_BY_ERROR, "Timeout"),
                skipping("a wrong action", "error", DANCES, IN + OUT_BY_ERROR, ERROR),
                skipping("death", "error", DIES, IN + OUT_BY_ERROR, ERROR),
                skipping("garbage", "error", BABBLES, IN + OUT_BY_ERROR, ERROR),
                skipping("silence", "error", HANGS, IN + OUT_BY_ERROR, ERROR));
    }

    static Stream<Arguments> absent() {
        return Stream.of(
                row("absence", "before", HANGS, "out.before in.before handler.handle " + OUT_BY_AFTER, RESPONSE),
                row("absence", "after", HANGS, IN + "in.after out.after", RESPONSE),
                row("absence", "error", HANGS, IN + "in.error out.error", ERROR));
    }

    @ParameterizedTest
    @MethodSource({"before", "after", "error"})
    void shouldGoOnAsTheTableSays(
            String hook, Script mid, OnFailure onFailure, boolean hangs, String journal, String outcome)
            throws Exception {
        try (Rig rig = new Rig()) {
            Script handler = hook.equals("error") ? FAILS : RESPONDS;
            rig.passThrough("out");
            rig.passThrough("mid", onFailure, hangs ? Optional.of(Duration.ofSeconds(1)) : Optional.empty())
                    .on(hook, mid);
            rig.passThrough("in");
            rig.handler(handler);

            Outcome came = rig.run(Events.event(EVENT));

            assertThat(heard(rig)).isEqualTo(journal);
            assertOutcome(came, outcome);
        }
    }

    @ParameterizedTest
    @MethodSource("absent")
    void shouldPassByAStageThatDoesNotOfferTheHook(
            String hook, Script unused, OnFailure onFailure, boolean hangs, String journal, String outcome)
            throws Exception {
        try (Rig rig = new Rig()) {
            rig.passThrough("out");
            PeerSpec _ = rig.passThrough("mid").without(hook);
            rig.passThrough("in");
            rig.handler(hook.equals("error") ? FAILS : RESPONDS);

            Outcome came = rig.run(Events.event(EVENT));

            assertThat(heard(rig)).isEqualTo(journal);
            assertOutcome(came, outcome);
        }
    }

    static Stream<Arguments> handle() {
        return Stream.of(
                argumentSet("respond", RESPONDS, OUT_BY_AFTER, RESPONSE),
                argumentSet("fail", FAILS, OUT_BY_ERROR, ERROR),
                argumentSet("fail without an error", Script.answer("fail", ""), OUT_BY_ERROR, "Function.Unknown"),
                argumentSet("continue", Script.answer("continue", ""), OUT_BY_ERROR, "OpenRuntime.HandlerProtocol"),
                argumentSet("replace", Script.answer("replace", ""), OUT_BY_ERROR, "OpenRuntime.HandlerProtocol"),
                argumentSet("death", DIES, OUT_BY_ERROR, "OpenRuntime.HandlerDied"),
                argumentSet("garbage", BABBLES, OUT_BY_ERROR, "OpenRuntime.HandlerProtocol"));
    }

    @ParameterizedTest
    @MethodSource("handle")
    void shouldTakeTheWayOutThatTheHandlersAnswerAsksFor(Script handler, String wayOut, String outcome)
            throws Exception {
        try (Rig rig = new Rig()) {
            rig.passThrough("out");
            rig.passThrough("mid");
            rig.passThrough("in");
            rig.handler(handler);

            Outcome came = rig.run(Events.event(EVENT));

            assertThat(heard(rig)).isEqualTo(IN + wayOut);
            assertOutcome(came, outcome);
        }
    }

    private static Arguments row(String what, String hook, Script mid, String journal, String outcome) {
        return argumentSet(hook + ": " + what, hook, mid, OnFailure.FAIL, false, journal, outcome);
    }

    private static Arguments failing(String what, String hook, Script mid, String journal, String kind) {
        return argumentSet(
                hook + ": " + what + ", fail",
                hook,
                mid,
                OnFailure.FAIL,
                mid.equals(HANGS),
                journal,
                "OpenRuntime.Middleware" + kind);
    }

    private static Arguments skipping(String what, String hook, Script mid, String journal, String outcome) {
        return argumentSet(
                hook + ": " + what + ", skip", hook, mid, OnFailure.SKIP, mid.equals(HANGS), journal, outcome);
    }

    private static String heard(Rig rig) {
        List<String> calls = rig.workers.journal().stream()
                .filter(entry -> !entry.endsWith(".cancel"))
                .toList();
        return String.join(" ", calls);
    }

    /** A response by its body, an error of the function's by its body, one of ours by its type. */
    private static void assertOutcome(Outcome came, String expected) {
        switch (came) {
            case Outcome.Streamed _ -> throw new AssertionError("nothing here streams");
            case Outcome.Response response -> assertThat(response.body().text()).isEqualTo(expected);
            case Outcome.FunctionError error ->
                assertThat(List.of(error.errorType(), error.body().text())).contains(expected);
        }
    }
}
