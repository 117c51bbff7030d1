package dev.openruntime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.peer.Events;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WorkerConcurrencyTest {

    @Test
    void shouldHoldTheSecondCallBackUntilTheFirstIsAnswered() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("serve")) {
            Call first = example.handle("respond one");
            Call second = example.handle("respond two");

            assertThat(first.isOver()).isTrue();
            assertThat(second.await(surely()).body().text()).isEqualTo("two");
        }
    }

    @Test
    void shouldRefuseTheSecondCallWhenTheFirstIsStillOpenAtItsDeadline() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("read", "hang")) {
            Call first = example.handle("");

            assertThatExceptionOfType(WorkerFailure.class)
                    .isThrownBy(() -> example.worker()
                            .call(
                                    Hook.HANDLE,
                                    CallContext.of(Events.event("")),
                                    Body.EMPTY,
                                    Deadline.in(Duration.ofMillis(50))))
                    .withMessage("`example` is still busy with an earlier call")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(WorkerFailure.Kind.UNAVAILABLE));
            assertThat(first.isOver()).isFalse();
            assertThat(example.replaced).isEmpty();
        }
    }

    @Test
    void shouldKeepAsManyCallsOpenAsTheWorkerTakes() throws Exception {
        try (ExampleWorker example = ExampleWorker.start(
                Role.HANDLER,
                "ready {\"hooks\":[\"handle\"],\"concurrency\":2}",
                "read",
                "read",
                "frame {\"type\":\"result\",\"id\":2,\"action\":\"respond\"} two",
                "frame {\"type\":\"result\",\"id\":1,\"action\":\"respond\"} one",
                "hang")) {
            Call first = example.handle("");
            Call second = example.handle("");

            assertThat(first.await(surely()).body().text()).isEqualTo("one");
            assertThat(second.await(surely()).body().text()).isEqualTo("two");
        }
    }

    @Test
    void shouldEndTheWaitForATurnWhenTheWorkerDies() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("read", "read", "exit 3")) {
            Call first = example.handle("");
            CompletableFuture<Call> second = new CompletableFuture<>();
            Thread waiting = Thread.ofPlatform().daemon().start(() -> {
                try {
                    second.complete(example.handle(""));
                } catch (WorkerFailure failure) {
                    second.completeExceptionally(failure);
                }
            });
            Awaitility.await()
                    .atMost(ExampleWorker.SURELY)
                    .until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

            first.cancel(surely());

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> second.get(30, TimeUnit.SECONDS))
                    .havingCause()
                    .isInstanceOf(WorkerFailure.class)
                    .withMessageContaining("exit status 3")
                    .satisfies(e -> assertThat(((WorkerFailure) e).kind()).isEqualTo(WorkerFailure.Kind.UNAVAILABLE));
            assertThatExceptionOfType(WorkerFailure.class).isThrownBy(() -> first.await(surely()));
        }
    }

    @Test
    void shouldEndEvenASmallWriteAtItsDeadlineWhenThePipeIsFullOfAnotherCall() throws Exception {
        try (ExampleWorker example =
                ExampleWorker.start(Role.HANDLER, "ready {\"hooks\":[\"handle\"],\"concurrency\":100}", "hang")) {
            CallContext context = CallContext.of(Events.event(""));

            assertThatExceptionOfType(WorkerFailure.class).isThrownBy(() -> {
                for (int i = 0; i < 100; i++) {
                    Call _ = example.worker()
                            .call(Hook.HANDLE, context, Body.of(new byte[3_000]), Deadline.in(Duration.ofMillis(300)));
                }
            });
            assertThat(example.replaced).first().asString().isEqualTo("does not read its input");
        }
    }

    @Test
    void shouldNumberCallsUpwards() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("read", "tell", "again 1")) {
            for (long id = 1; id <= 3; id++) {
                Call call = example.handle("");

                assertThat(call.await(surely()).body().text()).contains("\"id\":" + id + ",");
            }
        }
    }

    @Test
    void shouldKnowTheLatestRequest() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("serve")) {
            assertThat(example.worker().latestRequest()).isEmpty();

            Answer _ = example.handle("respond").await(surely());

            assertThat(example.worker().latestRequest()).contains("request-1");
        }
    }

    private static Deadline surely() {
        return Deadline.in(ExampleWorker.SURELY);
    }
}
