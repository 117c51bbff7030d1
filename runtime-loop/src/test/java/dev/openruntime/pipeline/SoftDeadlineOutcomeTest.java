package dev.openruntime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.peer.Json;
import dev.openruntime.peer.PeerSpec;
import dev.openruntime.peer.Script;
import dev.openruntime.peer.Turn;
import dev.openruntime.pipeline.Stage.OnFailure;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What is posted when time runs out. The platform gives ten seconds: the soft deadline is at 8, the grace at 9. All
 * tests wait at the same time, and whole seconds lie between the instants, since the machine may be busy.
 */
@Execution(ExecutionMode.CONCURRENT)
class SoftDeadlineOutcomeTest {

    private static final Script HANGS = Script.silence();

    private final Rig rig = new Rig();

    @AfterEach
    void endPeers() {
        rig.close();
    }

    @Test
    void shouldPostTheResponseThatTheHandlerGivesWhenItIsTold() throws Exception {
        rig.passThrough("skipped", OnFailure.SKIP, Optional.empty());
        PeerSpec _ = rig.passThrough("blind").without("after");
        rig.handler(HANGS).onCancel(turn -> turn.answer("respond", Body.of("late"), Optional.of("text/x")));

        Outcome outcome = rig.runShort("").outcome();

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Response.class, response -> {
            assertThat(response.body().text()).isEqualTo("late");
            assertThat(response.contentType()).contains("text/x");
        });
        assertThat(rig.workers.journal()).doesNotContain("skipped.after");
        assertThat(rig.workers.replaced()).isEmpty();
    }

    @Test
    void shouldNotPostALateResponsePastAStageThatMustSeeIt() throws Exception {
        rig.passThrough("redact");
        rig.handler(HANGS).onCancel(Script.answer("respond", "secret"));

        Outcome outcome = rig.runShort("").outcome();

        assertThat(outcome.body().text()).contains("OpenRuntime.HandlerTimeout").doesNotContain("secret");
        assertThat(rig.workers.replaced()).isEmpty();
    }

    @Test
    void shouldPostTheRespondOfTheTimeoutHookNearestToTheHandler() throws Exception {
        rig.passThrough("out").on("timeout", Script.answer("respond", "from out"));
        rig.passThrough("mid").on("timeout", Script.answer("respond", "from mid"));
        rig.passThrough("in").on("timeout", Script.answer("fail", "no idea"));
        rig.handler(HANGS);

        assertThat(rig.runShort("").outcome())
                .isInstanceOf(Outcome.Response.class)
                .extracting(outcome -> outcome.body().text())
                .isEqualTo("from mid");
    }

    @Test
    void shouldPreferTheHandlersLateResponseToAFallback() throws Exception {
        rig.passThrough("out", OnFailure.SKIP, Optional.empty()).on("timeout", Script.answer("respond", "fallback"));
        rig.handler(HANGS).onCancel(Script.answer("respond", "late"));

        assertThat(rig.runShort("").outcome().body().text()).isEqualTo("late");
    }

    @Test
    void shouldEndAnInvocationThatAMiddlewareHolds() throws Exception {
        rig.passThrough("out");
        rig.passThrough("mid").on("before", HANGS);
        rig.passThrough("in");
        rig.handler(Script.answer("respond", ""));

        Map<String, Object> error = Json.object(rig.runShort("").outcome().body());

        assertThat(error)
                .containsEntry("errorType", "OpenRuntime.MiddlewareTimeout")
                .containsEntry("stage", "before mid")
                .hasEntrySatisfying(
                        "errorMessage",
                        message -> assertThat(message)
                                .asString()
                                .startsWith("middleware `mid`, hook `before`, gave no answer within 8.0 s"));
        assertThat(rig.workers.journal())
                .contains("out.timeout", "mid.cancel")
                .doesNotContain("mid.timeout", "in.timeout", "out.error");
        assertThat(rig.workers.turn("out.timeout").header()).containsEntry("stage", "mid");
    }

    @Test
    void shouldCallTheTimeoutHookOfAStageThatCouldNotBeCalledForWantOfTime() throws Exception {
        CountDownLatch died = new CountDownLatch(1);
        CountDownLatch boots = new CountDownLatch(1);
        rig.passThrough("out").on("timeout", turn -> boots.countDown());
        PeerSpec redact = rig.passThrough("redact").on("timeout", Script.answer("respond", "from redact"));
        PeerSpec _ = redact.on("before", turn -> {
            turn.answer("continue", "");
            PeerSpec _ = redact.bootsUntil(boots);
            turn.die(1);
            died.countDown();
        });
        rig.handler(turn -> {
            Turn.await(died);
            turn.answer("respond", "secret");
        });

        Outcome outcome = rig.runShort("event").outcome();

        assertThat(outcome.body().text()).isEqualTo("from redact");
        assertThat(rig.workers.turn("redact.timeout").body().text()).isEqualTo("event");
        assertThat(rig.workers.turn("redact.timeout").header()).containsEntry("stage", "redact");
    }

    @Test
    void shouldPostTheResponseThatCameInTimeWhenAStageThatMayBeSkippedHoldsIt() throws Exception {
        rig.passThrough("out", OnFailure.SKIP, Optional.empty()).on("timeout", Script.answer("respond", "fallback"));
        rig.passThrough("mid", OnFailure.SKIP, Optional.empty()).on("after", HANGS);
        rig.passThrough("in").on("after", Script.answer("replace", "seen by in"));
        rig.handler(Script.answer("respond", "response"));

        assertThat(rig.runShort("").outcome().body().text()).isEqualTo("seen by in");
    }

    @Test
    void shouldNotPostAResponseThatAStageHoldsWhichMustNotBeBypassed() throws Exception {
        rig.passThrough("mid").on("after", HANGS);
        rig.handler(Script.answer("respond", "secret"));

        Map<String, Object> error = Json.object(rig.runShort("").outcome().body());

        assertThat(error)
                .containsEntry("errorType", "OpenRuntime.MiddlewareTimeout")
                .containsEntry("stage", "after mid");
    }

    @Test
    void shouldNotPostAResponseThatAStageFartherOutMustSee() throws Exception {
        rig.passThrough("redact");
        rig.passThrough("mid", OnFailure.SKIP, Optional.empty()).on("after", HANGS);
        rig.handler(Script.answer("respond", "secret"));

        assertThat(rig.runShort("").outcome().body().text())
                .contains("OpenRuntime.MiddlewareTimeout")
                .doesNotContain("secret");
    }

    @Test
    void shouldPostTheFunctionsErrorWhenAStageThatMayBeSkippedHoldsIt() throws Exception {
        rig.passThrough("mid", OnFailure.SKIP, Optional.empty()).on("error", HANGS);
        rig.handler(Script.answer("fail", "{\"errorType\":\"CardDeclined\"}"));

        assertThat(rig.runShort("").outcome().body().text()).isEqualTo("{\"errorType\":\"CardDeclined\"}");
    }

    @Test
    void shouldPreferAFallbackToTheFunctionsErrorThatIsHeld() throws Exception {
        rig.stage("out").on("timeout", Script.answer("respond", "fallback"));
        rig.passThrough("mid", OnFailure.SKIP, Optional.empty()).on("error", HANGS);
        rig.handler(Script.answer("fail", "{\"errorType\":\"CardDeclined\"}"));

        assertThat(rig.runShort("").outcome().body().text()).isEqualTo("fallback");
    }
}
