package dev.openruntime.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.handler.RawClient.Heard;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.peer.Events;
import dev.openruntime.worker.Call;
import dev.openruntime.worker.WorkerFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a runtime may say of snapshots, when, and what it comes to. */
final class SnapshotsTest {

    private static final RuntimeApiServer SERVER = new RuntimeApiServer("127.0.0.1:1");
    private static final Deadline NOW = Deadline.in(Duration.ofMillis(1));

    @Test
    void shouldBeReadyWhenItMayBeKeptAndServeTheEventOnceItIsRestoredAndAsks() throws Exception {
        try (OwnedProcess process = new OwnedProcess(SERVER, Snapshots.AHEAD);
                RawClient client = process.client().send(get("restore/next"));
                RawClient other = process.client()) {
            process.awaitReady();
            Heard early = other.next();
            Heard twice = other.send(get("restore/next")).hear();
            Optional<Outcome.FunctionError> late = process.handler.awaitRestored(NOW);

            process.handler.restored();
            Heard restored = client.hear();
            Call call = process.call(Events.event("id-1", "{}", Duration.ofMinutes(1)));
            Heard event = client.next();
            Optional<Outcome.FunctionError> fine = process.handler.awaitRestored(OwnedProcess.aMinute());
            Heard tooLate = client.post("restore/error", "", "{}");

            assertThat(early.status()).isEqualTo(403);
            assertThat(early.body()).contains("State transition from RuntimeRestoreReady to Ready failed");
            assertThat(twice.status()).isEqualTo(403);
            assertThat(late.orElseThrow().errorType()).isEqualTo("Runtime.RestoreHookUserTimeout");
            assertThat(restored.status()).isEqualTo(200);
            assertThat(restored.content().length()).isZero();
            assertThat(event.header("lambda-runtime-aws-request-id")).isEqualTo("id-1");
            assertThat(fine).isEmpty();
            assertThat(tooLate.status()).isEqualTo(403);
            assertThat(call.isOver()).isFalse();
        }
    }

    @Test
    void shouldNeedNoSnapshotWhenItAsksForAnEventAtOnce() throws Exception {
        try (OwnedProcess process = new OwnedProcess(SERVER, Snapshots.AHEAD);
                RawClient client = process.client().sendNext()) {
            process.awaitReady();
            process.handler.restored();
            Call call = process.call(Events.event("id-1", "{}", Duration.ofMinutes(1)));

            assertThat(client.hear().status()).isEqualTo(200);
            assertThat(process.handler.awaitRestored(OwnedProcess.aMinute())).isEmpty();
            assertThat(call.isOver()).isFalse();
        }
    }

    @Test
    void shouldTellWhyItCannotGoOnByEitherPath() throws Exception {
        for (String path : List.of("restore/error", "init/error")) {
            try (OwnedProcess process = new OwnedProcess(SERVER, Snapshots.AHEAD);
                    RawClient client = process.client().send(get("restore/next"))) {
                process.awaitReady();
                process.handler.restored();
                client.hear();
                Heard accepted = client.post(
                        path, "Lambda-Runtime-Function-Error-Type: Runtime.AfterRestoreError\r\n", "no luck");
                Outcome.FunctionError error =
                        process.handler.awaitRestored(OwnedProcess.aMinute()).orElseThrow();

                assertThat(accepted.status()).isEqualTo(202);
                assertThat(error.errorType()).isEqualTo("Runtime.AfterRestoreError");
                assertThat(error.body().text()).isEqualTo("no luck");
                assertThat(process.loadErrors.poll(30, TimeUnit.SECONDS)).isSameAs(error);
                assertThat(client.next().status()).isEqualTo(403);
            }
        }
    }

    @Test
    void shouldRestoreAtOnceWhenTheProcessIsStartedAfterwardsAndBeReadyWhenItAsks() throws Exception {
        try (OwnedProcess process = new OwnedProcess(SERVER, Snapshots.BEHIND);
                RawClient client = process.client()) {
            Heard restored = client.send(get("restore/next")).hear();
            boolean readyByThat = process.isReady.getCount() == 0;
            client.sendNext();
            process.awaitReady();

            assertThat(restored.status()).isEqualTo(200);
            assertThat(readyByThat).isFalse();
        }
    }

    @Test
    void shouldGoOnWithoutTheProcessWhenItEndsWhileItIsRestored() throws Exception {
        try (OwnedProcess process = new OwnedProcess(SERVER, Snapshots.AHEAD);
                RawClient client = process.client().send(get("restore/next"))) {
            process.awaitReady();
            process.handler.restored();
            client.hear();
            process.handler.ended(new WorkerFailure(WorkerFailure.Kind.DIED, "it died", List.of()));

            assertThat(process.handler.awaitRestored(OwnedProcess.aMinute())).isEmpty();
        }
    }

    private static String get(String path) {
        return "GET /2018-06-01/runtime/" + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }
}
