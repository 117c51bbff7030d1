package dev.openruntime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.peer.Events;
import dev.openruntime.peer.Json;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WorkerShutdownTest {

    @Test
    void shouldSendAShutdownFrameAndThenTheEndOfInput() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("read", "show", "read")) {
            Deadline deadline = Deadline.in(ExampleWorker.SURELY);

            example.worker().shutdown("\"spindown\"", deadline);

            assertThat(example.process.waitFor()).isZero();
            assertThat(example.obituary(ExampleWorker.SURELY)).isPresent();
            assertThat(Json.object(example.lines.getFirst()))
                    .isEqualTo(
                            Map.of("type", "shutdown", "reason", "\"spindown\"", "deadlineMs", deadline.epochMillis()));
            assertThat(example.replaced).isEmpty();
        }
    }

    @Test
    void shouldLetTheWorkerAnswerItsOpenCallBeforeItExits() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("read", "read", "answer respond last", "exit 0")) {
            Call call = example.handle("");

            example.worker().shutdown("spindown", Deadline.in(ExampleWorker.SURELY));

            assertThat(call.await(Deadline.in(ExampleWorker.SURELY)).body().text())
                    .isEqualTo("last");
        }
    }

    @Test
    void shouldTakeNoMoreCallsAfterwards() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("hang")) {
            example.worker().shutdown("spindown", Deadline.in(ExampleWorker.SURELY));

            assertThatExceptionOfType(WorkerFailure.class)
                    .isThrownBy(() -> example.handle(""))
                    .withMessageContaining("shut down")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(WorkerFailure.Kind.UNAVAILABLE));
            assertThat(example.replaced).isEmpty();
            assertThat(example.process.isAlive()).isTrue();
        }
    }

    @Test
    void shouldBeOverAtTheDeadlineWhenAWriterIsStuckBeforeIt() throws Exception {
        try (ExampleWorker example =
                ExampleWorker.start(Role.HANDLER, "ready {\"hooks\":[\"handle\"],\"concurrency\":2}", "hang")) {
            Worker worker = example.worker();
            Thread stuck = Thread.ofPlatform().daemon().start(() -> {
                try {
                    Call _ = worker.call(
                            Hook.HANDLE,
                            CallContext.of(Events.event("")),
                            Body.of(new byte[1_000_000]),
                            Deadline.in(ExampleWorker.SURELY));
                } catch (WorkerFailure expected) {
                    assertThat(expected).hasMessageContaining("died");
                }
            });
            Awaitility.await()
                    .atMost(ExampleWorker.SURELY)
                    .until(() -> worker.latestRequest().isPresent());

            worker.shutdown("spindown", Deadline.in(Duration.ofMillis(200)));

            assertThat(example.process.waitFor()).isEqualTo(137);
            assertThat(stuck.join(ExampleWorker.SURELY)).isTrue();
            assertThat(example.replaced).isNotEmpty();
        }
    }

    @Test
    void shouldDoNothingToAWorkerThatIsGone() throws Exception {
        try (ExampleWorker example = ExampleWorker.handler("exit 0")) {
            Worker worker = example.worker();
            int _ = example.process.waitFor();

            worker.shutdown("spindown", Deadline.in(ExampleWorker.SURELY));

            assertThat(example.replaced).isEmpty();
        }
    }
}
