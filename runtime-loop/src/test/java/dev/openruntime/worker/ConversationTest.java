package dev.openruntime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.peer.Events;
import dev.openruntime.peer.Pipe;
import dev.openruntime.worker.frame.FrameWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ConversationTest {

    private static final Duration SURELY = Duration.ofSeconds(30);

    private final Pipe toWorker = new Pipe();
    private final Pipe fromWorker = new Pipe();
    private final FrameWriter worker = new FrameWriter(fromWorker.out());
    private final List<String> replaced = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Handshake> ready = new CompletableFuture<>();

    @Test
    void shouldEndItsCallsAndReplaceTheWorkerWhenItsListenerIsBroken() throws Exception {
        Worker conversation = start();
        Call call = conversation.call(Hook.HANDLE, CallContext.of(Events.event("")), Body.EMPTY, Deadline.in(SURELY));

        worker.write(FrameWriter.header("{\"type\":\"log\",\"message\":\"m\"}"), Body.EMPTY);

        assertThatExceptionOfType(WorkerFailure.class)
                .isThrownBy(() -> call.await(Deadline.in(SURELY)))
                .withMessageStartingWith("internal error: ")
                .withMessageContaining("the listener's fault");
        assertThat(conversation.awaitEnd(SURELY)).isTrue();
        assertThat(replaced).singleElement().asString().startsWith("internal error: ");
    }

    @Test
    void shouldFailCallsWithTheLastLinesOfTheObituaryAndNotOfTheMomentBefore() throws Exception {
        Worker conversation = start();
        Call call = conversation.call(Hook.HANDLE, CallContext.of(Events.event("")), Body.EMPTY, Deadline.in(SURELY));

        fromWorker.out().close();

        assertThatExceptionOfType(WorkerFailure.class)
                .isThrownBy(() -> call.await(Deadline.in(SURELY)))
                .satisfies(failure -> assertThat(failure.lastLines()).containsExactly("the very last line"));
    }

    private Worker start() throws Exception {
        Worker conversation =
                Worker.of("broken", Role.HANDLER, fromWorker.in(), toWorker.out(), new Life(), new BrokenListener());
        conversation.listen();
        worker.write(FrameWriter.header("{\"type\":\"ready\",\"protocol\":1,\"hooks\":[\"handle\"]}"), Body.EMPTY);
        assertThat(ready).succeedsWithin(SURELY);
        return conversation;
    }

    private final class Life implements Lifeline {

        @Override
        public void replace(String reason) {
            replaced.add(reason);
        }

        @Override
        public Optional<Obituary> obituary(Duration patience) {
            return Optional.of(new Obituary("exit status 1", List.of("the very last line")));
        }

        @Override
        public Look look(StackOffer offer) {
            return _ -> "";
        }

        @Override
        public List<String> lastLines() {
            return List.of("the moment before");
        }
    }

    private final class BrokenListener implements WorkerListener {

        @Override
        public void ready(Handshake handshake) {
            ready.complete(handshake);
            Thread.currentThread()
                    .setUncaughtExceptionHandler(
                            (thread, expected) -> assertThat(expected).hasMessage("the listener's fault"));
        }

        @Override
        public void failedToLoad(Body error) {
            throw new IllegalStateException("the listener's fault");
        }

        @Override
        public void log(String level, String message, Optional<String> fields, Optional<String> requestId) {
            throw new IllegalStateException("the listener's fault");
        }

        @Override
        public void dropped(String what) {
            throw new IllegalStateException("the listener's fault");
        }
    }
}
