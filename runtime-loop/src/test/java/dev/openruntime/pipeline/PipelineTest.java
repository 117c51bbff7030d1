package dev.openruntime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Failure;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.peer.Events;
import dev.openruntime.peer.Json;
import dev.openruntime.peer.PeerSpec;
import dev.openruntime.peer.Script;
import dev.openruntime.peer.Turn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelineTest {

    private final Rig rig = new Rig();

    @AfterEach
    void endPeers() {
        rig.close();
    }

    @Test
    void shouldGoInThroughTheMiddlewareAndBackOutInReverse() throws Exception {
        rig.passThrough("out");
        rig.passThrough("in");
        rig.handler(Script.answer("respond", "response"));

        Outcome outcome = rig.run(Events.event("event"));

        assertThat(outcome.body().text()).isEqualTo("response");
        assertThat(rig.workers.journal())
                .containsExactly("out.before", "in.before", "handler.handle", "in.after", "out.after");
        assertThat(rig.workers.turns())
                .extracting(turn -> turn.body().text())
                .containsExactly("event", "event", "event", "response", "response");
    }

    @Test
    void shouldRunTheHandlerAloneWithoutMiddleware() throws Exception {
        rig.handler(turn -> turn.answer("respond", turn.body(), Optional.empty()));
        Body event = Body.of(new byte[] {0, 1, 2, (byte) 0xFF});
        Invocation template = Events.event("");
        Invocation binary = new Invocation(
                template.requestId(),
                event,
                template.platformDeadline(),
                template.arrivedNanos(),
                template.functionArn(),
                template.traceId(),
                template.tenantId(),
                template.clientContext(),
                template.identity(),
                template.contentType());

        assertThat(rig.run(binary).body().bytes()).containsExactly(0, 1, 2, 0xFF);
    }

    @Test
    void shouldHandWhatAStageMadeOfItToTheNext() throws Exception {
        rig.passThrough("out").on("after", Script.answer("replace", "response 3"));
        rig.passThrough("mid")
                .on("before", Script.answer("replace", "event 2"))
                .on("after", Script.answer("replace", "response 2"));
        rig.passThrough("in").on("before", Script.answer("replace", "event 3"));
        rig.handler(Script.answer("respond", "response 1"));

        Outcome outcome = rig.run(Events.event("event 1"));

        assertThat(rig.workers.turns())
                .extracting(turn -> turn.body().text())
                .containsExactly("event 1", "event 1", "event 2", "event 3", "response 1", "response 1", "response 2");
        assertThat(outcome.body().text()).isEqualTo("response 3");
    }

    @Test
    void shouldTellEachHookTheContentTypeOfWhatItGets() throws Exception {
        Optional<String> text = Optional.of("text/plain");
        rig.passThrough("out");
        rig.passThrough("in").on("before", turn -> turn.answer("replace", Body.of("text"), text));
        rig.passThrough("near").on("after", Script.answer("replace", "<p/>"));
        rig.handler(turn -> turn.answer("respond", Body.of("<x/>"), Optional.of("text/xml")));

        Outcome outcome = rig.run(Events.event("{}"));

        assertThat(rig.workers.turns())
                .extracting(turn -> turn.context().get("contentType"))
                .containsExactly(
                        "application/json",
                        "application/json",
                        "text/plain",
                        "text/plain",
                        "text/xml",
                        "text/xml",
                        "text/xml");
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Response.class,
                        response -> assertThat(response.contentType()).contains("text/xml"));
    }

    @Test
    void shouldTellErrorHooksThatTheBodyIsJson() throws Exception {
        rig.passThrough("out");
        rig.handler(turn -> turn.answer("fail", Body.of("broken"), Optional.of("text/plain")));

        Outcome outcome = rig.run(Events.event("{}"));

        assertThat(rig.workers.turn("out.error").context()).containsEntry("contentType", "application/json");
        assertThat(Json.object(rig.workers.turn("out.error").body())).containsEntry("errorMessage", "broken");
        assertThat(outcome).isInstanceOf(Outcome.FunctionError.class);
    }

    @Test
    void shouldGiveAResponseNoContentTypeThatNobodyNamed() throws Exception {
        rig.passThrough("out").on("before", Script.answer("respond", "short"));
        rig.handler(Script.silence());

        Outcome outcome = rig.run(Events.event("{}"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Response.class,
                        response -> assertThat(response.contentType()).isEmpty());
    }

    @Test
    void shouldSayWhatFailedWhereAndWithWhichLastWords() throws Exception {
        rig.passThrough("out");
        rig.passThrough("redact").on("after", turn -> turn.die(3));
        rig.handler(Script.answer("respond", ""));

        Map<String, Object> error = Json.object(rig.run(Events.event("")).body());

        assertThat(error)
                .containsEntry("errorType", "OpenRuntime.MiddlewareDied")
                .containsEntry(
                        "errorMessage", "`redact` died: exit status 3 (in the `after` hook of middleware `redact`)")
                .containsEntry("stage", "after redact")
                .containsEntry("lastLines", List.of("last words of redact"))
                .containsEntry("stackTrace", List.of())
                .containsKey("elapsedMs");
    }

    @Test
    void shouldFailAsTooLargeWhenTheHandlersBodyIs() throws Exception {
        rig.passThrough("out");
        rig.handler(turn -> turn.answer("respond", Body.of(new byte[6_291_557]), Optional.empty()));

        Outcome outcome = rig.run(Events.event(""));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.FunctionError.class,
                        error -> assertThat(error.errorType()).isEqualTo("Function.ResponseSizeTooLarge"));
        assertThat(rig.workers.journal()).endsWith("out.error");
        assertThat(rig.workers.replaced()).isEmpty();
    }

    @Test
    void shouldFailTheInvocationAndSpareTheWorkersWhenTheContextFillsNoHeader() throws Exception {
        rig.handler(Script.answer("respond", "fine"));
        Invocation template = Events.event("");
        Invocation wordy = new Invocation(
                template.requestId(),
                template.event(),
                template.platformDeadline(),
                template.arrivedNanos(),
                template.functionArn(),
                template.traceId(),
                template.tenantId(),
                Optional.of("x".repeat(70_000)),
                template.identity(),
                template.contentType());

        Map<String, Object> error = Json.object(rig.run(wordy).body());

        assertThat(error)
                .containsEntry("errorType", "OpenRuntime.HandlerProtocol")
                .hasEntrySatisfying(
                        "errorMessage",
                        message -> assertThat(message)
                                .asString()
                                .startsWith(
                                        "cannot call `handle` of `handler`: what the platform says of the invocation takes"));
        assertThat(rig.run(template).body().text()).isEqualTo("fine");
        assertThat(rig.workers.replaced()).isEmpty();
    }

    @Test
    void shouldNotCallAnybodyWhenTheGateIsClosed() throws Exception {
        rig.passThrough("out");
        rig.handler(Script.answer("respond", ""));

        Outcome outcome = rig.closedBy(new Failure("OpenRuntime.SidecarDown", "`agent` is down"))
                .run(Events.event(""));

        assertThat(outcome.body().text()).contains("`agent` is down");
        assertThat(rig.workers.journal()).isEmpty();
    }

    @Test
    void shouldRecordEachStepWithItsResult() throws Exception {
        rig.passThrough("out");
        PeerSpec _ = rig.passThrough("in").without("before").on("after", turn -> turn.die(1));
        rig.handler(Script.answer("respond", ""));

        Pipeline.Result result = rig.pipeline().run(Events.event(""));

        assertThat(result.spans())
                .extracting(span -> span.hook() + " " + span.stage() + " " + span.result())
                .containsExactly(
                        "before out continue", "handle handler respond", "after in died", "error out continue");
        assertThat(result.spans()).allMatch(span -> span.endNanos() >= span.startNanos());
    }

    @Test
    void shouldCallAStageAgainThatWasRestartedInBetween() throws Exception {
        CountDownLatch died = new CountDownLatch(1);
        rig.passThrough("out");
        rig.passThrough("in").on("before", turn -> {
            turn.answer("continue", "");
            turn.die(0);
            died.countDown();
        });
        rig.handler(turn -> {
            Turn.await(died);
            turn.answer("respond", "response");
        });

        Outcome outcome = rig.run(Events.event(""));

        assertThat(outcome.body().text()).isEqualTo("response");
        assertThat(rig.workers.journal()).endsWith("in.after", "out.after");
    }

    @Test
    void shouldSendNoBodyToAStageThatWantsNone() throws Exception {
        PeerSpec _ = rig.passThrough("out").noBody("before");
        rig.handler(turn -> turn.answer("respond", turn.body(), Optional.empty()));

        Outcome outcome = rig.run(Events.event("event"));

        assertThat(rig.workers.turn("out.before").body().isEmpty()).isTrue();
        assertThat(rig.workers.turn("out.after").body().text()).isEqualTo("event");
        assertThat(outcome.body().text()).isEqualTo("event");
    }
}
