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
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

        Map<String, Object> error = Json.object(rig.runShort("event").outcome().body());

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

        Outcome _ = rig.runShort("one").outcome();
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

        Pipeline.Result result = rig.runShort("");

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

        Outcome outcome = rig.runShort("event 1").outcome();

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

        Outcome outcome = rig.runShort("").outcome();

        assertThat(outcome.body().text()).isEqualTo("fallback");
        Awaitility.await().atMost(SURELY).until(() -> rig.workers.replaced().size() == 2);
        assertThat(rig.workers.replaced()).anyMatch(who -> who.startsWith("in: "));
    }

    @Test
    void shouldEndInTimeWhenTheHandlerDoesNotReadItsInput() throws Exception {
        rig.stage("out").on("timeout", PASSES);
        PeerSpec handler = rig.handler(turn -> {
            turn.answer("respond", "one");
            turn.sleepUntilKilled();
        });

        Outcome first = rig.run(Events.event("one"));
        Map<String, Object> error =
                Json.object(rig.runShort("x".repeat(6_000_000)).outcome().body());
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

        Outcome outcome = rig.runShort("x".repeat(6_000_000)).outcome();

        assertThat(outcome.body().text()).contains("OpenRuntime.HandlerTimeout");
    }

    @Test
    void shouldSayThatTheHandlerWasNotReadyWhenItNeverBooted() {
        rig.handler(HANGS).bootsUntil(new CountDownLatch(1));

        Map<String, Object> error = Json.object(rig.pipeline()
                .run(Events.event("request-1", "", Duration.ofSeconds(10)))
                .outcome()
                .body());

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

        assertThat(rig.runShort("").outcome().body().text()).contains("OpenRuntime.HandlerTimeout");
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
        Invocation invocation = Events.event("request-1", "", Duration.ofSeconds(10));
        CompletableFuture<Void> _ = CompletableFuture.runAsync(
                softDeadlineIsHere::countDown, CompletableFuture.delayedExecutor(8_200, TimeUnit.MILLISECONDS));

        Outcome outcome = rig.pipeline().run(invocation).outcome();

        assertThat(outcome).isInstanceOf(Outcome.FunctionError.class);
        assertThat(rig.workers.journal()).doesNotContain("handler.handle");
    }
}
