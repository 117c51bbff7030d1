package dev.openruntime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.peer.Events;
import dev.openruntime.peer.Json;
import dev.openruntime.peer.PeerSpec;
import dev.openruntime.peer.Script;
import dev.openruntime.peer.Turn;
import dev.openruntime.pipeline.Stage.OnFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The platform gives ten seconds: the soft deadline is at 8, the grace at 9. All tests wait at the same time, and whole
 * seconds lie between the instants, since the machine may be busy.
 */
@Execution(ExecutionMode.CONCURRENT)
class SoftDeadlineTest {

    private static final Duration SURELY = Duration.ofSeconds(30);
    private static final Script HANGS = Script.silence();
    private static final Script PASSES = Script.answer("continue", "");

    private final Rig rig = new Rig();

    @AfterEach
    void endPeers() {
        rig.close();
    }

    @Test
    void shouldPostATypedErrorThatSaysWhoHadItHowLongAndHowFarItWas() throws Exception {
        rig.passThrough("out");
        rig.handler(turn -> turn.say("{\"type\":\"progress\",\"note\":\"charging card\"}", Body.EMPTY));
        Invocation invocation = soon("event");

        Map<String, Object> error = Json.object(end(invocation).body());

        assertThat(error)
                .containsEntry("errorType", "OpenRuntime.HandlerTimeout")
                .containsEntry(
                        "errorMessage",
                        "handler `index.handler` gave no answer within 8.0 s (soft deadline; the platform's is at 10.0 s);"
                                + " last progress: `charging card`")
                .containsEntry("stage", "handle")
                .containsEntry("lastLines", List.of("last words of handler"))
                .containsEntry("stackTrace", List.of())
                .hasEntrySatisfying(
                        "elapsedMs", elapsed -> assertThat((Long) elapsed).isBetween(8_000L, 10_000L));
    }

    @Test
    void shouldReplaceTheHandlerThatMissedItsCancelAndNobodyElse() throws Exception {
        rig.passThrough("out");
        PeerSpec handler = rig.handler(HANGS);

        Outcome _ = end(soon("one"));
        PeerSpec _ = handler.on("handle", Script.answer("respond", "fine"));
        Outcome second = rig.run(Events.event("two"));

        assertThat(second.body().text()).isEqualTo("fine");
        assertThat(rig.workers.replaced()).containsExactly("handler: no answer to the cancel of its handle call");
        assertThat(rig.workers.journal())
                .startsWith("out.before", "handler.handle")
                .contains("handler.cancel", "out.timeout")
                .endsWith("out.before", "handler.handle", "out.after")
                .doesNotContain("out.error");
    }

    @Test
    void shouldTellTheHolderToGiveUpByTheGrace() throws Exception {
        rig.handler(HANGS).onCancel(Script.answer("fail", "{\"errorType\":\"Late\"}"));

        Pipeline.Result result = endWithResult(soon(""));

        assertThat(rig.workers.turn("handler.cancel").header())
                .containsEntry("id", 1L)
                .containsEntry("deadlineMs", result.deadlines().grace().epochMillis());
        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        Outcome.FunctionError.class,
                        error -> assertThat(error.errorType()).isEqualTo("OpenRuntime.HandlerTimeout"));
        assertThat(rig.workers.replaced()).isEmpty();
    }

    @Test
    void shouldPostTheResponseThatTheHandlerGivesWhenItIsTold() throws Exception {
        rig.passThrough("skipped", OnFailure.SKIP, Optional.empty());
        PeerSpec _ = rig.passThrough("blind").without("after");
        rig.handler(HANGS).onCancel(turn -> turn.answer("respond", Body.of("late"), Optional.of("text/x")));

        Outcome outcome = end(soon(""));

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

        Outcome outcome = end(soon(""));

        assertThat(outcome.body().text()).contains("OpenRuntime.HandlerTimeout").doesNotContain("secret");
        assertThat(rig.workers.replaced()).isEmpty();
    }

    @Test
    void shouldPostTheRespondOfTheTimeoutHookNearestToTheHandler() throws Exception {
        rig.passThrough("out").on("timeout", Script.answer("respond", "from out"));
        rig.passThrough("mid").on("timeout", Script.answer("respond", "from mid"));
        rig.passThrough("in").on("timeout", Script.answer("fail", "no idea"));
        rig.handler(HANGS);

        assertThat(end(soon("")))
                .isInstanceOf(Outcome.Response.class)
                .extracting(outcome -> outcome.body().text())
                .isEqualTo("from mid");
    }

    @Test
    void shouldPreferTheHandlersLateResponseToAFallback() throws Exception {
        rig.passThrough("out", OnFailure.SKIP, Optional.empty()).on("timeout", Script.answer("respond", "fallback"));
        rig.handler(HANGS).onCancel(Script.answer("respond", "late"));

        assertThat(end(soon("")).body().text()).isEqualTo("late");
    }

    @Test
    void shouldCallTimeoutHooksSideBySideWithTheEventAsEachStageGotIt() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        Script meets = turn -> {
            both.countDown();
            Turn.await(both);
            turn.answer("respond", "met");
        };
        rig.passThrough("out").on("before", Script.answer("replace", "event 2")).on("timeout", meets);
        rig.stage("in").on("timeout", meets);
        rig.handler(HANGS);

        Outcome outcome = end(soon("event 1"));

        assertThat(outcome.body().text()).isEqualTo("met");
        assertThat(rig.workers.turn("out.timeout").body().text()).isEqualTo("event 1");
        assertThat(rig.workers.turn("in.timeout").body().text()).isEqualTo("event 2");
        assertThat(rig.workers.turn("in.timeout").header())
                .containsEntry("stage", "handler")
                .hasEntrySatisfying(
                        "elapsedMs", elapsed -> assertThat((Long) elapsed).isBetween(8_000L, 10_000L));
    }

    @Test
    void shouldNotWaitForATimeoutHookThatHangs() throws Exception {
        rig.passThrough("out").on("timeout", Script.answer("respond", "fallback"));
        rig.passThrough("in").on("timeout", Turn::sleepUntilKilled);
        rig.handler(HANGS);

        Outcome outcome = end(soon(""));

        assertThat(outcome.body().text()).isEqualTo("fallback");
        Awaitility.await().atMost(SURELY).until(() -> rig.workers.replaced().size() == 2);
        assertThat(rig.workers.replaced()).anyMatch(who -> who.startsWith("in: "));
    }

    @Test
    void shouldEndAnInvocationThatAMiddlewareHolds() throws Exception {
        rig.passThrough("out");
        rig.passThrough("mid").on("before", HANGS);
        rig.passThrough("in");
        rig.handler(Script.answer("respond", ""));

        Map<String, Object> error = Json.object(end(soon("")).body());

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
    void shouldPostTheResponseThatCameInTimeWhenAStageThatMayBeSkippedHoldsIt() throws Exception {
        rig.passThrough("out", OnFailure.SKIP, Optional.empty()).on("timeout", Script.answer("respond", "fallback"));
        rig.passThrough("mid", OnFailure.SKIP, Optional.empty()).on("after", HANGS);
        rig.passThrough("in").on("after", Script.answer("replace", "seen by in"));
        rig.handler(Script.answer("respond", "response"));

        assertThat(end(soon("")).body().text()).isEqualTo("seen by in");
    }

    @Test
    void shouldNotPostAResponseThatAStageHoldsWhichMustNotBeBypassed() throws Exception {
        rig.passThrough("mid").on("after", HANGS);
        rig.handler(Script.answer("respond", "secret"));

        Map<String, Object> error = Json.object(end(soon("")).body());

        assertThat(error)
                .containsEntry("errorType", "OpenRuntime.MiddlewareTimeout")
                .containsEntry("stage", "after mid");
    }

    @Test
    void shouldNotPostAResponseThatAStageFartherOutMustSee() throws Exception {
        rig.passThrough("redact");
        rig.passThrough("mid", OnFailure.SKIP, Optional.empty()).on("after", HANGS);
        rig.handler(Script.answer("respond", "secret"));

        assertThat(end(soon("")).body().text())
                .contains("OpenRuntime.MiddlewareTimeout")
                .doesNotContain("secret");
    }

    @Test
    void shouldPostTheFunctionsErrorWhenAStageThatMayBeSkippedHoldsIt() throws Exception {
        rig.passThrough("mid", OnFailure.SKIP, Optional.empty()).on("error", HANGS);
        rig.handler(Script.answer("fail", "{\"errorType\":\"CardDeclined\"}"));

        assertThat(end(soon("")).body().text()).isEqualTo("{\"errorType\":\"CardDeclined\"}");
    }

    @Test
    void shouldPreferAFallbackToTheFunctionsErrorThatIsHeld() throws Exception {
        rig.stage("out").on("timeout", Script.answer("respond", "fallback"));
        rig.passThrough("mid", OnFailure.SKIP, Optional.empty()).on("error", HANGS);
        rig.handler(Script.answer("fail", "{\"errorType\":\"CardDeclined\"}"));

        assertThat(end(soon("")).body().text()).isEqualTo("fallback");
    }

    @Test
    void shouldEndInTimeWhenTheHandlerDoesNotReadItsInput() throws Exception {
        rig.stage("out").on("timeout", PASSES);
        PeerSpec handler = rig.handler(turn -> {
            turn.answer("respond", "one");
            turn.sleepUntilKilled();
        });

        Outcome first = rig.run(Events.event("one"));
        Map<String, Object> error = Json.object(end(soon("x".repeat(6_000_000))).body());
        PeerSpec _ = handler.on("handle", Script.answer("respond", "three"));
        Outcome third = rig.run(Events.event("three"));

        assertThat(first.body().text()).isEqualTo("one");
        assertThat(error)
                .containsEntry("errorType", "OpenRuntime.HandlerTimeout")
                .hasEntrySatisfying(
                        "errorMessage",
                        message -> assertThat(message)
                                .asString()
                                .startsWith("handler `index.handler` gave no answer within 8.0 s"));
        assertThat(third.body().text()).isEqualTo("three");
    }

    @Test
    void shouldEndInTimeWhenATimeoutHooksWorkerDoesNotReadItsInput() throws Exception {
        rig.passThrough("out").on("before", turn -> {
            turn.answer("continue", "");
            turn.sleepUntilKilled();
        });
        rig.handler(HANGS);

        Outcome outcome = end(soon("x".repeat(6_000_000)));

        assertThat(outcome.body().text()).contains("OpenRuntime.HandlerTimeout");
    }

    @Test
    void shouldSayThatTheHandlerWasNotReadyWhenItNeverBooted() {
        rig.handler(HANGS).bootsUntil(new CountDownLatch(1));

        Map<String, Object> error =
                Json.object(rig.pipeline().run(soon("")).outcome().body());

        assertThat(error)
                .containsEntry("errorType", "OpenRuntime.HandlerTimeout")
                .hasEntrySatisfying(
                        "errorMessage",
                        message -> assertThat(message)
                                .asString()
                                .isEqualTo(
                                        "handler `index.handler` could not be called within 8.0 s (soft deadline; the platform's is"
                                                + " at 10.0 s): `handler` is still booting"));
    }

    @Test
    void shouldSayThatItTimedOutWhenTheHandlerDiesOfItsCancel() throws Exception {
        rig.handler(HANGS).onCancel(turn -> turn.die(1));

        assertThat(end(soon("")).body().text()).contains("OpenRuntime.HandlerTimeout");
    }

    @Test
    void shouldCallNobodyWhenThereIsNoTimeAtAll() throws Exception {
        rig.passThrough("out");
        rig.handler(Script.answer("respond", ""));

        Outcome outcome = rig.run(Events.event("late", "", Duration.ofSeconds(-5)));

        assertThat(outcome.body().text())
                .contains("OpenRuntime.MiddlewareTimeout")
                .contains("no time was left");
        assertThat(rig.workers.journal()).isEmpty();
    }

    @Test
    void shouldNotCallTheHandlerWhenTheMiddlewareTookAllTheTime() throws Exception {
        CountDownLatch softDeadlineIsHere = new CountDownLatch(1);
        rig.stage("slow").on("before", turn -> {
            Turn.await(softDeadlineIsHere);
            turn.answer("continue", "");
        });
        rig.handler(Script.answer("respond", ""));
        rig.workers.warm();
        Invocation invocation = soon("");
        CompletableFuture<Void> _ = CompletableFuture.runAsync(
                softDeadlineIsHere::countDown, CompletableFuture.delayedExecutor(8_200, TimeUnit.MILLISECONDS));

        Outcome outcome = rig.pipeline().run(invocation).outcome();

        assertThat(outcome).isInstanceOf(Outcome.FunctionError.class);
        assertThat(rig.workers.journal()).doesNotContain("handler.handle");
    }

    /** Boots first, so that the time goes to what is tested. */
    private Outcome end(Invocation template) throws Exception {
        return endWithResult(template).outcome();
    }

    private Pipeline.Result endWithResult(Invocation template) throws Exception {
        rig.workers.warm();
        Invocation invocation = soon(template.event().text());

        Pipeline.Result result = rig.pipeline().run(invocation);

        assertThat(invocation.platformDeadline().passed())
                .as("all is known before the platform's deadline")
                .isFalse();
        return result;
    }

    private static Invocation soon(String event) {
        return Events.event("request-1", event, Duration.ofSeconds(10));
    }
}
