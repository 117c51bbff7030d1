package dev.openruntime.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A runtime that is kept as a snapshot, and restored from it. */
class RestoreTest {
    private static final String RUNTIME = "/2018-06-01/runtime/";

    private ApiFixture api;

    @BeforeEach
    void open() throws Exception {
        api = new ApiFixture(true);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void shouldEndInitWhenTheRuntimeMayBeKeptAndAnswerItWhenItIsRestored() throws Exception {
        var kept = restoreNext();
        Monitor.Wait init = api.session.awaitInitialised(Deadline.in(ApiFixture.PATIENCE));
        boolean keptBefore = api.session.isKept();
        boolean answeredBefore = kept.isDone();
        HttpResponse<String> early = api.get(RUNTIME + "invocation/next");

        CompletableFuture<Monitor.Wait> restore = restore();
        HttpResponse<String> restored = valueOf(kept);
        api.waitInNext();

        assertThat(init).isInstanceOf(Monitor.Wait.Done.class);
        assertThat(keptBefore).isTrue();
        assertThat(answeredBefore).isFalse();
        assertThat(early.statusCode()).isEqualTo(403);
        assertThat(early.body()).contains("State transition from RuntimeRestoreReady to Ready failed");
        assertThat(restored.statusCode()).isEqualTo(200);
        assertThat(restored.body()).isEmpty();
        assertThat(valueOf(restore)).isInstanceOf(Monitor.Wait.Done.class);
        assertThat(api.session.isKept()).isFalse();
        assertThat(api.post(RUNTIME + "restore/error", "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void shouldFailWithTheRuntimesErrorWhenItCannotGoOn() throws Exception {
        var kept = restoreNext();
        Monitor.Wait _ = api.session.awaitInitialised(Deadline.in(ApiFixture.PATIENCE));
        CompletableFuture<Monitor.Wait> restore = restore();
        HttpResponse<String> _ = valueOf(kept);

        HttpResponse<String> posted = api.send(api.request(RUNTIME + "restore/error")
                .header("Lambda-Runtime-Function-Error-Type", "Runtime.AfterRestoreError")
                .POST(HttpRequest.BodyPublishers.ofString("{\"errorType\":\"E\"}")));

        assertThat(posted.statusCode()).isEqualTo(202);
        assertThat(valueOf(restore)).isInstanceOfSatisfying(Monitor.Wait.Failed.class, failed -> {
            PlatformError error = failed.fault().error(Optional.empty());
            assertThat(error.errorType()).isEqualTo("Runtime.AfterRestoreError");
            assertThat(error.text()).isEqualTo("{\"errorType\":\"E\"}");
        });
    }

    private CompletableFuture<HttpResponse<String>> restoreNext() {
        return api.sendLater(api.request(RUNTIME + "restore/next").GET());
    }

    private CompletableFuture<Monitor.Wait> restore() {
        var restore = new CompletableFuture<Monitor.Wait>();
        Thread _ = Thread.ofVirtual().start(() -> {
            try {
                restore.complete(api.session.restore(Deadline.in(ApiFixture.PATIENCE)));
            } catch (InterruptedException e) {
                restore.completeExceptionally(e);
            }
        });
        return restore;
    }

    private static <T> T valueOf(CompletableFuture<T> future) throws Exception {
        return future.get(ApiFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
