package dev.openruntime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.worker.Lifeline;
import dev.openruntime.worker.Look;
import dev.openruntime.worker.Obituary;
import dev.openruntime.worker.Role;
import dev.openruntime.worker.StackOffer;
import dev.openruntime.worker.Worker;
import dev.openruntime.worker.WorkerFailure;
import dev.openruntime.worker.WorkerListener;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class WorkerSlotTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final WorkerSlot slot = new WorkerSlot("redact");

    @Test
    void shouldHandOutTheWorkerThatIsReady() throws Exception {
        Worker worker = silentWorker();

        slot.put(worker);

        assertThat(slot.await(Deadline.in(Duration.ZERO))).isSameAs(worker);
    }

    @Test
    void shouldWaitForAWorkerThatBoots() throws Exception {
        Worker worker = silentWorker();
        slot.boots();
        CompletableFuture<Worker> awaited = awaitOnItsOwnThread();

        slot.put(worker);

        assertThat(awaited).succeedsWithin(LONG).isSameAs(worker);
    }

    @Test
    void shouldHandOutNoWorkerThatWasWithdrawn() throws Exception {
        Worker replaced = silentWorker();
        slot.put(replaced);

        slot.withdraw(replaced);

        assertThatThrownBy(() -> slot.await(Deadline.in(Duration.ZERO)))
                .isInstanceOf(WorkerFailure.class)
                .hasMessage("`redact` is not there: it is still booting");
    }

    @Test
    void shouldKeepTheNewWorkerWhenTheOldOneIsWithdrawnLate() throws Exception {
        Worker old = silentWorker();
        Worker fresh = silentWorker();
        slot.put(old);
        slot.put(fresh);

        slot.withdraw(old);

        assertThat(slot.now()).contains(fresh);
    }

    @Test
    void shouldGiveUpAtOnceWhereThereIsNoNextProcessBeforeTheDeadline() {
        Instant later = Instant.now().plus(Duration.ofMinutes(5));

        slot.isAway("died: exit 3", Optional.of(later), List.of("no such table"));

        assertThatThrownBy(() -> slot.await(Deadline.in(LONG))).isInstanceOfSatisfying(WorkerFailure.class, failure -> {
            assertThat(failure).hasMessage("`redact` is not there: it died: exit 3");
            assertThat(failure.kind()).isEqualTo(WorkerFailure.Kind.UNAVAILABLE);
            assertThat(failure.lastLines()).containsExactly("no such table");
        });
    }

    @Test
    void shouldWaitWhereTheNextProcessIsSpawnedBeforeTheDeadline() throws Exception {
        Worker worker = silentWorker();
        slot.isAway("died: exit 3", Optional.of(Instant.now().plus(Duration.ofMillis(100))), List.of());
        CompletableFuture<Worker> awaited = awaitOnItsOwnThread();

        slot.put(worker);

        assertThat(awaited).succeedsWithin(LONG).isSameAs(worker);
    }

    private CompletableFuture<Worker> awaitOnItsOwnThread() {
        CompletableFuture<Worker> awaited = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                awaited.complete(slot.await(Deadline.in(LONG)));
            } catch (WorkerFailure | RuntimeException e) {
                awaited.completeExceptionally(e);
            }
        });
        return awaited;
    }

    /** A worker that says nothing, and never ends while its test runs: the other end of its pipe stays open. */
    private static Worker silentWorker() throws Exception {
        PipedInputStream silence = new PipedInputStream(new PipedOutputStream());
        WorkerListener nobody = (WorkerListener) Proxy.newProxyInstance(
                WorkerListener.class.getClassLoader(), new Class<?>[] {WorkerListener.class}, (proxy, method, args) -> {
                    throw new AssertionError("nothing was said, but " + method + " is called");
                });
        return Worker.of("redact", Role.MIDDLEWARE, silence, OutputStream.nullOutputStream(), alive(), nobody);
    }

    private static Lifeline alive() {
        return new Lifeline() {
            @Override
            public void replace(String reason) {}

            @Override
            public Optional<Obituary> obituary(Duration patience) {
                return Optional.empty();
            }

            @Override
            public Look look(StackOffer offer) {
                return _ -> "";
            }

            @Override
            public List<String> lastLines() {
                return List.of();
            }
        };
    }
}
