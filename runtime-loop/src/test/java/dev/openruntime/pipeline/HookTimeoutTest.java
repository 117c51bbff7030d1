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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class HookTimeoutTest {

    private static final Duration SURELY = Duration.ofSeconds(30);
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
        CountDownLatch told = new CountDownLatch(1);
        rig.passThrough("mid", OnFailure.SKIP, SECOND)
                .on("before", Script.silence())
                .onCancel(turn -> told.countDown());
        rig.handler(Script.answer("respond", ""));

        Outcome _ = rig.run(Events.event(""));

        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        Map<String, Object> call = rig.workers.turn("mid.before").header();
        Map<String, Object> cancel = rig.workers.turn("mid.cancel").header();
        assertThat(cancel).containsEntry("id", call.get("id"));
        assertThat((Long) cancel.get("deadlineMs")).isGreaterThanOrEqualTo((Long) call.get("deadlineMs") + 100);
        assertThat((Long) call.get("deadlineMs"))
                .isLessThan((Long) rig.workers.turn("handler.handle").header().get("deadlineMs"));
    }

    @Test
    void shouldKeepTheWorkerThatAnswersTheCancelAndDropItsAnswer() throws Exception {
        PeerSpec mid = rig.passThrough("mid", OnFailure.SKIP, SECOND)
                .on("before", Script.silence())
                .onCancel(Script.answer("replace", "too late"));
        rig.handler(turn -> turn.answer("respond", turn.body(), Optional.empty()));

        Outcome first = rig.run(Events.event("one"));
        mid.on("before", Script.answer("replace", "in time"));
        Outcome second = rig.run(Events.event("two"));

        assertThat(first.body().text()).isEqualTo("one");
        assertThat(second.body().text()).isEqualTo("in time");
        assertThat(rig.workers.replaced()).isEmpty();
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

        CompletableFuture<Void> _ =
                CompletableFuture.runAsync(booted::countDown, CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS));
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
        PeerSpec mid = rig.passThrough("mid", OnFailure.FAIL, SECOND).on("before", Turn::sleepUntilKilled);
        rig.passThrough("other");
        rig.handler(Script.answer("respond", "fine"));
        mid.on("before", turn -> {
            turn.answer("continue", "");
            turn.sleepUntilKilled();
        });

        Outcome first = rig.run(Events.event("one", "small", Duration.ofMinutes(1)));
        Outcome second = rig.run(Events.event("two", "x".repeat(1_000_000), Duration.ofMinutes(1)));

        assertThat(first.body().text()).contains("OpenRuntime.MiddlewareTimeout");
        assertThat(second.body().text()).contains("OpenRuntime.MiddlewareDied").contains("did not read its input");
    }

    @Test
    void shouldLetAWorkerThatIsBusyWithACancelledCallFinishItFirst() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        PeerSpec mid = rig.passThrough("mid", OnFailure.SKIP, SECOND)
                .on("after", Script.silence())
                .onCancel(turn -> {
                    told.countDown();
                    turn.answer("continue", "");
                });
        rig.handler(Script.answer("respond", "fine"));

        Outcome first = rig.run(Events.event("one"));
        mid.on("after", Script.answer("replace", "finer"));
        Outcome second = rig.run(Events.event("two"));

        assertThat(first.body().text()).isEqualTo("fine");
        assertThat(second.body().text()).isEqualTo("finer");
        Awaitility.await().atMost(SURELY).until(() -> told.getCount() == 0);
    }
}
