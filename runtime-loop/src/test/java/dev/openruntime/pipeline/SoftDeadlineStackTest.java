package dev.openruntime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.peer.Events;
import dev.openruntime.peer.Json;
import dev.openruntime.peer.Script;
import dev.openruntime.peer.Turn;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Where a stage was when its time was up: told by itself, or looked at. The times are those of SoftDeadlineTest. */
@Execution(ExecutionMode.CONCURRENT)
class SoftDeadlineStackTest {

    private static final Script HANGS = Script.silence();

    private final Rig rig = new Rig();

    @AfterEach
    void endPeers() {
        rig.close();
    }

    @Test
    void shouldShowWhereTheHandlerSaysThatItWasWhenItHearsTheCancel() throws Exception {
        rig.handler(HANGS).showsItsStack().onCancel(turn -> {
            tellsItsStack(turn);
            turn.answer("fail", "{\"errorType\":\"Late\"}");
        });

        Map<String, Object> error = Json.object(rig.runShort("").outcome().body());

        assertThat(error)
                .containsEntry("errorType", "OpenRuntime.HandlerTimeout")
                .containsEntry("stackTrace", List.of("in charge", "in handler"));
        assertThat(rig.workers.notes()).isEmpty();
    }

    @Test
    void shouldLookWhereTheHandlerIsWhenItHearsNoCancel() throws Exception {
        rig.handler(HANGS).showsItsStack();

        Map<String, Object> error = Json.object(rig.runShort("").outcome().body());

        assertThat(error)
                .containsEntry("stackTrace", List.of("at some place of handler"))
                .hasEntrySatisfying(
                        "remainingMs", left -> assertThat((Long) left).isBetween(0L, 1_000L));
        assertThat(rig.workers.notes()).containsExactly("handler was looked at by USR1");
    }

    @Test
    void shouldNotLookWhereTheHandlerHasToldItAndIsStillBusy() throws Exception {
        rig.handler(HANGS).showsItsStack().onCancel(SoftDeadlineStackTest::tellsItsStack);

        Map<String, Object> error = Json.object(rig.runShort("").outcome().body());

        assertThat(error).containsEntry("stackTrace", List.of("in charge", "in handler"));
        assertThat(rig.workers.notes()).isEmpty();
    }

    @Test
    void shouldShowWhereAMiddlewareIs() throws Exception {
        rig.stage("slow").on("before", HANGS).showsItsStack();
        rig.handler(HANGS);

        Map<String, Object> error = Json.object(rig.runShort("").outcome().body());

        assertThat(error)
                .containsEntry("errorType", "OpenRuntime.MiddlewareTimeout")
                .containsEntry("stackTrace", List.of("at some place of slow"));
    }

    @Test
    void shouldEndAtTheFunctionsOwnLimitWhenThePlatformAllowsMore() throws Exception {
        rig.limitedTo(Duration.ofSeconds(10)).handler(HANGS);
        rig.workers.warm();

        Outcome outcome = rig.pipeline()
                .run(Events.event("request-1", "", Duration.ofMinutes(15)))
                .outcome();

        assertThat(Json.object(outcome.body()))
                .hasEntrySatisfying(
                        "errorMessage",
                        message -> assertThat(message)
                                .asString()
                                .isEqualTo("handler `index.handler` gave no answer within 8.0 s"
                                        + " (soft deadline; `deadline.max` is at 10.0 s)"));
    }

    private static void tellsItsStack(Turn turn) throws IOException {
        turn.say("{\"type\":\"stack\",\"id\":" + turn.id() + ",\"lines\":[\"in charge\",\"in handler\"]}", Body.EMPTY);
    }
}
