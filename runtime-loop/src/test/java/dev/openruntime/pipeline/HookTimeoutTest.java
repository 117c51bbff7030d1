package dev.openruntime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.invocation.Outcome;
import dev.openruntime.peer.Events;
import dev.openruntime.peer.Json;
import dev.openruntime.peer.PeerSpec;
import dev.openruntime.peer.Script;
import dev.openruntime.peer.Turn;
import dev.openruntime.pipeline.Stage.OnFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class HookTimeoutTest {

    private static final Optional<Duration> SECOND = Optional.of(Duration.ofSeconds(1));

    private final Rig rig = new Rig();

    @AfterEach
    void endPeers() {
        rig.close();
    }

    @Test
    void shouldFailTheInvocationWithATypedErrorThatNamesHookAndStage() throws Exception {
        rig.passThrough("mid", OnFailure.FAIL, SECOND).on("before", Script.silence());
        rig.handler(Script.answer("respond", ""));

        Map<String, Object> error = Json.object(rig.run(Events.event("")).body());

        assertThat(error)
                .containsEntry("errorType", "OpenRuntime.MiddlewareTimeout")
                .containsEntry(
                        "errorMessage",
                        "`mid` gave no answer to `before` in time (in the `before` hook of middleware `mid`)")
                .containsEntry("stage", "before mid");
    }

    @Test
    void shouldTellTheWorkerToGiveUpWithinATenthOfASecond() throws Exception {
        rig.passThrough("mid", OnFailure.SKIP, SECOND).on("before", Script.silence());
        rig.handler(Script.answer("respond", ""));

        do {
            // A worker that gets no CPU for the tenth of a second is killed before it hears of it: then once more.
            Outcome _ = rig.run(Events.event(""));
        } while (!rig.workers.journal().contains("mid.cancel")
                && rig.workers.journal().size() < 40);

        Turn cancel = rig.workers.turn("mid.cancel");
        Turn call = rig.workers.turns().stream()
                .filter(turn -> "before".equals(turn.header().get("hook")) && turn.isOfTheSamePeerAs(cancel))
                .findFirst()
                .orElseThrow();
        assertThat(cancel.id()).isEqualTo(call.id());
        assertThat(cancel.number("deadlineMs")).isGreaterThanOrEqualTo(call.number("deadlineMs") + 100);
        assertThat(call.number("deadlineMs"))
                .isLessThan(rig.workers.turn("handler.handle").number("deadlineMs"));
    }

    @Test
    void shouldTakeNoNoticeOfAnAnswerToTheCancel() throws Exception {
        PeerSpec mid = rig.passThrough("mid", OnFailure.SKIP, SECOND)
                .on("before", Script.silence())
                .onCancel(Script.answer("replace", "too late"));
        rig.handler(turn -> turn.answer("respond", turn.body(), Optional.empty()));

        Outcome first = rig.run(Events.event("one"));
        mid.on("before", Script.answer("replace", "in time"));
        Outcome second = rig.run(Events.event("two"));

        assertThat(first.body().text()).isEqualTo("one");
        assertThat(second.body().text()).isEqualTo("in time");
    }

    @Test
    void shouldHaveAFreshWorkerForAnEventThatComesAtOnce() throws Exception {
        PeerSpec mid = rig.passThrough("mid", OnFailure.FAIL, SECOND).on("before", Script.silence());
        rig.handler(Script.answer("respond", "fine"));

        Outcome first = rig.run(Events.event("one"));
        mid.on("before", Script.answer("continue", ""));
        Outcome second = rig.run(Events.event("two"));

        assertThat(first).isInstanceOf(Outcome.FunctionError.class);
        assertThat(second.body().text()).isEqualTo("fine");
        assertThat(rig.workers.replaced()).containsExactly("mid: no answer to the cancel of its before call");
    }

    @Test
    void shouldNotChargeAHookWithTheBootOfItsWorker() throws Exception {
        CountDownLatch booted = new CountDownLatch(1);
        rig.passThrough("mid", OnFailure.FAIL, SECOND).bootsUntil(booted);
        rig.handler(Script.answer("respond", "fine"));

        CompletableFuture<Void> _ = CompletableFuture.runAsync(
                booted::countDown, CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS));
        Outcome outcome = rig.pipeline().run(Events.event("")).outcome();

        assertThat(outcome.body().text()).isEqualTo("fine");
    }

    @Test
    void shouldSkipAStageThatDoesNotBootWhereItMayBeSkipped() {
        rig.passThrough("mid", OnFailure.SKIP, Optional.empty()).bootsUntil(new CountDownLatch(1));
        rig.handler(Script.answer("respond", "fine"));

        Pipeline.Result result = rig.pipeline().run(Events.event(""));

        assertThat(result.outcome().body().text()).isEqualTo("fine");
        assertThat(result.spans()).extracting(Span::result).containsExactly("unavailable", "respond");
    }

    @Test
    void shouldEndAStuckWriteAtTheHooksTimeout() throws Exception {
        rig.stage("mid", OnFailure.FAIL, SECOND).on("before", turn -> {
            turn.answer("continue", "");
            turn.sleepUntilKilled();
        });
        rig.handler(Script.answer("respond", "fine"));

        Outcome first = rig.run(Events.event("one", "small", Duration.ofMinutes(1)));
        Outcome second = rig.run(Events.event("two", "x".repeat(1_000_000), Duration.ofMinutes(1)));

        assertThat(first.body().text()).isEqualTo("fine");
        assertThat(second.body().text()).contains("OpenRuntime.MiddlewareDied").contains("did not read its input");
    }
}
