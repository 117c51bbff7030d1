package dev.openruntime.worker;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.peer.Events;
import dev.openruntime.peer.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkerAnswersTest {

    private static final Map<Hook, Set<Action>> ALLOWED = Map.of(
            Hook.BEFORE, Set.of(Action.CONTINUE, Action.REPLACE, Action.RESPOND, Action.FAIL),
            Hook.HANDLE, Set.of(Action.RESPOND, Action.FAIL),
            Hook.AFTER, Set.of(Action.CONTINUE, Action.REPLACE, Action.FAIL),
            Hook.ERROR, Set.of(Action.CONTINUE, Action.REPLACE, Action.RESPOND, Action.FAIL),
            Hook.TIMEOUT, Set.of(Action.CONTINUE, Action.RESPOND, Action.FAIL),
            Hook.FLUSH, Set.of(Action.CONTINUE, Action.FAIL));

    @Test
    void shouldTakeTheActionsThatTheHookHasAndNoOther() throws Exception {
        try (ExampleWorker middleware = ExampleWorker.start(
                        Role.MIDDLEWARE,
                        "ready {\"hooks\":[\"before\",\"after\",\"error\",\"timeout\",\"flush\"]}",
                        "serve");
                ExampleWorker handler = ExampleWorker.handler("serve")) {
            for (Hook hook : Hook.values()) {
                ExampleWorker example = hook == Hook.HANDLE ? handler : middleware;
                for (Action action : Action.values()) {
                    Call call = call(example, hook, action.word() + " the body");

                    if (ALLOWED.getOrDefault(hook, Set.of()).contains(action)) {
                        assertThat(call.await(surely()))
                                .as("%s %s", hook, action)
                                .isEqualTo(new Answer(action, answered(call), Optional.empty()));
                        assertThat(answered(call).text()).isEqualTo("the body");
                    } else {
                        assertThatExceptionOfType(WorkerFailure.class)
                                .as("%s %s", hook, action)
                                .isThrownBy(() -> call.await(surely()))
                                .withMessage(
                                        "`example` answered `%s` with the action `%s`, which that hook doesn't have",
                                        hook.word(), action.word())
                                .satisfies(e -> assertThat(e.kind()).isEqualTo(WorkerFailure.Kind.PROTOCOL));
                    }
                }
            }
            assertThat(middleware.replaced).isEmpty();
            assertThat(handler.replaced).isEmpty();
        }
    }

    @Test
    void shouldFailTheCallButNotTheWorkerWhenTheActionIsUnknown() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("serve")) {
            Call call = example.handle("dance now");

            assertThatExceptionOfType(WorkerFailure.class)
                    .isThrownBy(() -> call.await(surely()))
                    .withMessageContaining("the action `dance`");
            assertThat(example.handle("respond fine").await(surely()).body().text())
                    .isEqualTo("fine");
        }
    }

    @Test
    void shouldSendTheWholeContext() throws Exception {
        Invocation invocation = new Invocation(
                "id \"1\"",
                Body.of("event"),
                Deadline.atEpochMillis(1_900_000_000_000L),
                System.nanoTime(),
                Optional.of("arn"),
                Optional.of("Root=1"),
                Optional.of("tenant"),
                Optional.of("{\"client\":\"\u00e4\"}"),
                Optional.of("{}"),
                Optional.of("application/json"));
        try (ExampleWorker example = ExampleWorker.handler("read", "tell")) {
            Deadline deadline = surely();

            Call call = example.worker().call(Hook.HANDLE, CallContext.of(invocation), invocation.event(), deadline);

            assertThat(call.await(surely()).body().text())
                    .isEqualTo(
                            "{\"type\":\"invoke\",\"id\":1,\"hook\":\"handle\",\"deadlineMs\":" + deadline.epochMillis()
                                    + ",\"context\":{\"requestId\":\"id \\\"1\\\"\",\"functionArn\":\"arn\",\"traceId\":\"Root=1\","
                                    + "\"tenantId\":\"tenant\",\"clientContext\":\"{\\\"client\\\":\\\"\u00e4\\\"}\","
                                    + "\"identity\":\"{}\",\"platformDeadlineMs\":1900000000000,"
                                    + "\"contentType\":\"application/json\"}}");
        }
    }

    @Test
    void shouldLeaveOutOfTheContextWhatThePlatformDidNotSend() throws Exception {
        Invocation invocation = new Invocation(
                "1",
                Body.EMPTY,
                Deadline.atEpochMillis(1_900_000_000_000L),
                System.nanoTime(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        try (ExampleWorker example = ExampleWorker.handler("read", "tell")) {

            Call call = example.worker().call(Hook.HANDLE, CallContext.of(invocation), Body.EMPTY, surely());

            assertThat(Json.object(call.await(surely()).body()))
                    .contains(entry("context", Map.of("requestId", "1", "platformDeadlineMs", 1_900_000_000_000L)));
        }
    }

    @Test
    void shouldSayWhoHasTheInvocationSinceWhenInATimeoutCall() throws Exception {
        try (ExampleWorker example =
                ExampleWorker.start(Role.MIDDLEWARE, "ready {\"hooks\":[\"timeout\"]}", "read", "tell")) {

            Call call = example.worker()
                    .callTimeout(
                            CallContext.of(Events.event("")),
                            Body.of("event"),
                            surely(),
                            "handler",
                            Duration.ofMillis(2_500));

            assertThat(Json.object(call.await(surely()).body()))
                    .contains(entry("hook", "timeout"), entry("stage", "handler"), entry("elapsedMs", 2_500L));
        }
    }

    @Test
    void shouldSendNoBodyWhereNoneIsWanted() throws Exception {
        try (ExampleWorker example = ExampleWorker.start(
                Role.MIDDLEWARE,
                "ready {\"hooks\":[\"before\",\"after\"],\"noBody\":[\"before\"]}",
                "read",
                "answer continue",
                "serve")) {

            Answer before = call(example, Hook.BEFORE, "x".repeat(1_000_000)).await(surely());
            Answer after = call(example, Hook.AFTER, "replace with this").await(surely());

            assertThat(before.action()).isEqualTo(Action.CONTINUE);
            assertThat(after.body().text()).isEqualTo("with this");
        }
    }

    @Test
    void shouldCarryTheLongestBodiesBothWaysByteForByte() throws Exception {
        byte[] body = new byte[6_291_556];
        new Random(1).nextBytes(body);
        byte[] head = "respond ".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) ('a' + (body[i] & 0xF));
        }
        System.arraycopy(head, 0, body, 0, head.length);
        try (ExampleWorker example = ExampleWorker.handler("serve")) {

            Call call = example.call(Hook.HANDLE, Body.of(body));

            assertThat(call.await(surely()).body().bytes()).isEqualTo(Arrays.copyOfRange(body, 8, body.length));
        }
    }

    @Test
    void shouldFailTheCallAndGoOnWhenTheBodyIsTooLarge() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("read", "big 6291557", "read", "big 6291556")) {
            Call tooLarge = example.handle("");

            assertThatExceptionOfType(WorkerFailure.class)
                    .isThrownBy(() -> tooLarge.await(surely()))
                    .withMessage("Response payload size (6291557 bytes) exceeded maximum allowed payload size"
                            + " (6291556 bytes).")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(WorkerFailure.Kind.TOO_LARGE));
            assertThat(example.handle("").await(surely()).body().length()).isEqualTo(6_291_556);
            assertThat(example.replaced).isEmpty();
        }
    }

    @Test
    void shouldDropUnknownLateAndSecondAnswersAndTellItOnce() throws Exception {
        try (ExampleWorker example = ExampleWorker.start(
                Role.HANDLER,
                "frame {\"type\":\"result\",\"id\":1,\"action\":\"respond\"} early",
                "ready {\"hooks\":[\"handle\"]}",
                "read",
                "frame {\"type\":\"result\",\"id\":99,\"action\":\"respond\"} unknown",
                "frame {\"type\":\"result\",\"action\":\"respond\"} without id",
                "answer respond first",
                "answer respond second",
                "read",
                "frame {\"type\":\"result\",\"id\":1,\"action\":\"respond\"} third",
                "answer respond fine")) {

            assertThat(example.handle("").await(surely()).body().text()).isEqualTo("first");
            assertThat(example.handle("").await(surely()).body().text()).isEqualTo("fine");

            assertThat(example.dropped)
                    .containsExactlyInAnyOrder(
                            "an answer without the `id` of its call",
                            "an answer to no open call (late, a second one, or an id that was never given)");
            assertThat(example.replaced).isEmpty();
        }
    }

    @Test
    void shouldRefuseACallThatTheWorkerDoesNotOffer() throws IOException {
        try (ExampleWorker example = ExampleWorker.handler("hang")) {
            assertThat(example.worker().handshake().hooks()).containsExactly(Hook.HANDLE);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> call(example, Hook.BEFORE, ""))
                    .withMessageStartingWith("internal error: ");
        }
    }

    private static Call call(ExampleWorker example, Hook hook, String body) throws WorkerFailure {
        return example.call(hook, Body.of(body));
    }

    private static Body answered(Call call) throws WorkerFailure {
        return call.await(surely()).body();
    }

    private static Deadline surely() {
        return Deadline.in(ExampleWorker.SURELY);
    }
}
