package dev.openruntime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.peer.Json;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WorkerCancelTest {

    @Test
    void shouldLeaveTheCallOpenWhenNoAnswerComesInTime() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("read", "read", "answer respond after all", "hang")) {
            Call call = example.handle("");

            assertThatExceptionOfType(WorkerFailure.class)
                    .isThrownBy(() -> call.await(Deadline.in(Duration.ZERO)))
                    .withMessage("`example` gave no answer to `handle` in time")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(WorkerFailure.Kind.TIMED_OUT));

            assertThat(call.isOver()).isFalse();
            call.cancel(surely());
            assertThat(call.await(surely()).body().text()).isEqualTo("after all");
            assertThat(call.isOver()).isTrue();
        }
    }

    @Test
    void shouldTellTheWorkerWhichCallAndUntilWhen() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("read", "read", "tell", "hang")) {
            Call call = example.handle("");
            Deadline answerBy = surely();

            call.cancel(answerBy);

            assertThat(Json.object(call.await(surely()).body()))
                    .containsOnlyKeys("type", "id", "deadlineMs")
                    .containsEntry("type", "cancel")
                    .containsEntry("id", 1L)
                    .containsEntry("deadlineMs", answerBy.epochMillis());
        }
    }

    @Test
    void shouldKeepTheWorkerThatAnswersACancelInTime() throws Exception {
        try (ExampleWorker example = ExampleWorker.start(
                Role.MIDDLEWARE, "ready {\"hooks\":[\"before\"]}", "read", "read", "answer fail cancelled", "serve")) {
            Call call = example.call(Hook.BEFORE, Body.of("continue"));
            Deadline answerBy = Deadline.in(Duration.ofSeconds(3));

            call.cancel(answerBy);

            assertThat(call.await(surely()).action()).isEqualTo(Action.FAIL);
            Awaitility.await().atMost(ExampleWorker.SURELY).until(answerBy::passed);
            assertThat(example.call(Hook.BEFORE, Body.of("continue"))
                            .await(surely())
                            .action())
                    .isEqualTo(Action.CONTINUE);
            assertThat(example.replaced).isEmpty();
        }
    }

    @Test
    void shouldReplaceTheWorkerThatDoesNotAnswerACancelInTime() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("read", "hang")) {
            Call call = example.handle("");
            Deadline answerBy = Deadline.in(Duration.ofMillis(100));

            call.cancel(answerBy);

            assertThatExceptionOfType(WorkerFailure.class)
                    .isThrownBy(() -> call.await(surely()))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(WorkerFailure.Kind.DIED));
            assertThat(answerBy.passed()).isTrue();
            assertThat(example.replaced).containsExactly("no answer to the cancel of its handle call");
        }
    }

    @Test
    void shouldSendNoCancelOfACallThatIsOver() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("serve")) {
            Call call = example.handle("respond fine");
            Answer _ = call.await(surely());

            call.cancel(Deadline.in(Duration.ZERO));

            assertThat(example.handle("respond again").await(surely()).body().text())
                    .isEqualTo("again");
            assertThat(example.replaced).isEmpty();
        }
    }

    @Test
    void shouldDropTheAnswerThatComesToACallThatNobodyAwaitsAnyMore() throws Exception {
        try (ExampleWorker example =
                ExampleWorker.handler("read", "read", "answer respond late", "read", "answer respond mine", "hang")) {
            Call first = example.handle("");
            first.cancel(surely());

            Call second = example.handle("");

            assertThat(second.await(surely()).body().text()).isEqualTo("mine");
        }
    }

    private static Deadline surely() {
        return Deadline.in(ExampleWorker.SURELY);
    }
}
