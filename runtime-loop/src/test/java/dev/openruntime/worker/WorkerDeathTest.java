package dev.openruntime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.peer.Events;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerDeathTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldFailTheCallWithTheExitStatusAndLastLinesWhenTheProcessEnds(int status) throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("read", "stderr out of luck", "exit " + status)) {
            WorkerFailure failure = failureOf(example.handle(""));

            assertThat(failure).hasMessage("`example` died: exit status " + status);
            assertThat(failure.kind()).isEqualTo(WorkerFailure.Kind.DIED);
            assertThat(failure.lastLines()).containsExactly("out of luck");
            assertThat(example.worker().hasEnded()).isTrue();
            assertThat(example.replaced).isEmpty();
        }
    }

    @Test
    void shouldFailTheCallWhenTheProcessEndsInTheMiddleOfItsAnswer() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("read", "raw \\x00\\x00\\x00\\x20\\x00\\x00", "exit 4")) {
            assertThat(failureOf(example.handle(""))).hasMessage("`example` died: exit status 4");
        }
    }

    @Test
    void shouldRefuseFurtherCallsOnceItHasEnded() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("exit 3")) {
            Worker worker = example.worker();
            Awaitility.await().atMost(ExampleWorker.SURELY).until(worker::hasEnded);

            assertThatExceptionOfType(WorkerFailure.class)
                    .isThrownBy(() -> example.handle(""))
                    .withMessageContaining("exit status 3");
            assertThat(worker.awaitEnd(ExampleWorker.SURELY)).isTrue();
        }
    }

    @Test
    void shouldFailTheCallAndReplaceTheProcessWhenItClosesItsOutputButLivesOn() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("read", "close-stdout", "hang")) {
            WorkerFailure failure = failureOf(example.handle(""));

            assertThat(failure).hasMessageContaining("it closed its output");
            assertThat(failure.kind()).isEqualTo(WorkerFailure.Kind.DIED);
            assertThat(example.process.waitFor()).isEqualTo(137);
            assertThat(example.replaced).singleElement().asString().contains("closed its output");
        }
    }

    @Test
    void shouldFailTheCallAndReplaceTheProcessWhenItClosesItsInputButLivesOn() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("close-stdin", "stderr closed", "hang")) {
            Awaitility.await().atMost(ExampleWorker.SURELY).until(() -> example.lines.contains("closed"));

            WorkerFailure failure = failureOf(example);

            assertThat(failure.kind()).isEqualTo(WorkerFailure.Kind.DIED);
            assertThat(failure).hasMessageContaining("it closed its input");
            assertThat(example.process.waitFor()).isEqualTo(137);
        }
    }

    @Test
    void shouldFailTheCallAndReplaceTheProcessWhenItPrintsInMidCall() throws Exception {
        try (ExampleWorker example =
                ExampleWorker.handler("read", "raw debug: got here\\n", "answer respond fine", "hang")) {
            WorkerFailure failure = failureOf(example.handle(""));

            assertThat(failure)
                    .hasMessageStartingWith("`example` broke the worker protocol: ")
                    .hasMessageContaining("debug: got here");
            assertThat(failure.kind()).isEqualTo(WorkerFailure.Kind.PROTOCOL);
            assertThat(example.process.waitFor()).isEqualTo(137);
            assertThat(example.replaced).singleElement().asString().contains("debug: got here");
            assertThat(example.failedToLoad).isNotDone();
        }
    }

    @Test
    void shouldFailTheCallAndReplaceTheProcessWhenAHeaderIsNoJson() throws Exception {
        try (ExampleWorker example =
                ExampleWorker.handler("read", "raw \\x00\\x00\\x00\\x04\\x00\\x00\\x00\\x00nope", "hang")) {
            WorkerFailure failure = failureOf(example.handle(""));

            assertThat(failure.kind()).isEqualTo(WorkerFailure.Kind.PROTOCOL);
            assertThat(failure).hasMessageContaining("\"nope\"");
            assertThat(example.process.waitFor()).isEqualTo(137);
        }
    }

    @Test
    void shouldEndAStuckWriteAtTheDeadlineByReplacement() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("hang")) {
            Worker worker = example.worker();
            Deadline deadline = Deadline.in(Duration.ofMillis(300));

            WorkerFailure failure = failureOf(() -> worker.call(
                            Hook.HANDLE, CallContext.of(Events.event("")), Body.of(new byte[6_291_556]), deadline)
                    .await(Deadline.in(ExampleWorker.SURELY)));

            assertThat(deadline.passed()).isTrue();
            assertThat(failure.kind()).isEqualTo(WorkerFailure.Kind.DIED);
            assertThat(example.process.waitFor()).isEqualTo(137);
            assertThat(example.replaced).first().asString().isEqualTo("does not read its input");
        }
    }

    @Test
    void shouldTellTheFirstReasonWhenAStuckWriteEndsByAnother() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("raw garbage", "hang")) {
            Worker worker = example.worker();

            WorkerFailure failure = failureOf(() -> worker.call(
                            Hook.HANDLE,
                            CallContext.of(Events.event("")),
                            Body.of(new byte[6_291_556]),
                            Deadline.in(ExampleWorker.SURELY))
                    .await(Deadline.in(ExampleWorker.SURELY)));

            assertThat(failure).hasMessageContaining("garbage");
        }
    }

    private static WorkerFailure failureOf(ExampleWorker example) throws Exception {
        return failureOf(() -> example.handle("").await(Deadline.in(ExampleWorker.SURELY)));
    }

    private static WorkerFailure failureOf(Call call) throws Exception {
        return failureOf(() -> call.await(Deadline.in(ExampleWorker.SURELY)));
    }

    private static WorkerFailure failureOf(Callable<?> what) throws Exception {
        try {
            Object answered = what.call();
            throw new AssertionError("answered: " + answered);
        } catch (WorkerFailure failure) {
            return failure;
        }
    }
}
