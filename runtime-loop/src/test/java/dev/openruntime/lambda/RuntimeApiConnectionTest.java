package dev.openruntime.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.loop.SourceFailure;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RuntimeApiConnectionTest {

    private static final Outcome.Whole FINE = new Outcome.Response(Body.of("fine"), Optional.empty());

    @RegisterExtension
    final ConnectedToFake connected = new ConnectedToFake();

    private final FakePlatform platform = connected.platform;
    private final LambdaClient client = connected.client;
    private final RuntimeApi api = connected.api;

    @Test
    void shouldUseOneConnectionForEverything() throws Exception {
        for (int i = 0; i < 20; i++) {
            platform.thenEvent("id-" + i, "", "{}").thenStatus("202 Accepted", "{\"status\":\"OK\"}\n");

            Invocation invocation = api.next();
            api.post(invocation, FINE);

            assertThat(invocation.requestId()).isEqualTo("id-" + i);
        }
        assertThat(platform.connections()).isEqualTo(1);
        assertThat(platform.mostOutstanding()).isEqualTo(1);
    }

    @Test
    void shouldWaitForAnEventForAsLongAsItTakes() throws Exception {
        CountDownLatch eventComes = new CountDownLatch(1);
        platform.then(socket -> {
            await(eventComes);
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: 1\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(ISO_8859_1));
        });

        CompletableFuture<Invocation> next = nextOnAThreadOfItsOwn();
        FakePlatform.Heard _ = platform.heard();

        // Longer than any timeout that a client might have by mistake would be no test that anybody runs.
        assertThat(next).isNotDone();
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> next.get(2, TimeUnit.SECONDS));
        eventComes.countDown();
        assertThat(next.get(30, TimeUnit.SECONDS).requestId()).isEqualTo("1");
        assertThat(platform.heardNoMore()).isTrue();
    }

    @Test
    void shouldConnectAgainAfterThePlatformClosedAnIdleConnection() throws Exception {
        platform.thenEvent("id-1", "", "").thenEvent("id-2", "", "");
        Invocation _ = api.next();

        platform.hangUpOnAll();

        assertThat(api.next().requestId()).isEqualTo("id-2");
        assertThat(platform.connections()).isEqualTo(2);
    }

    @Test
    void shouldConnectAgainAfterAnAnswerThatSaysClose() throws Exception {
        platform.thenRawAndHangUp(
                        "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                .thenEvent("id-2", "", "");

        Invocation _ = api.next();

        assertThat(api.next().requestId()).isEqualTo("id-2");
    }

    @Test
    void shouldAskOnceMoreWhenAUsedConnectionEndsWithoutAnAnswer() throws Exception {
        platform.thenEvent("id-1", "", "").thenHangUp().thenEvent("id-2", "", "");
        Invocation _ = api.next();

        assertThat(api.next().requestId()).isEqualTo("id-2");

        assertThat(platform.mostOutstanding()).isEqualTo(1);
        assertThat(platform.connections()).isEqualTo(2);
    }

    @Test
    void shouldNotAskForEverWhenConnectionsEndWithoutAnAnswer() throws Exception {
        platform.thenEvent("id-1", "", "").thenHangUp().thenHangUp();
        Invocation _ = api.next();

        assertThatExceptionOfType(SourceFailure.class).isThrownBy(api::next);
        assertThat(platform.connections()).isEqualTo(2);
    }

    @Test
    void shouldNotSendAgainWhatThePlatformBeganToAnswer() throws Exception {
        platform.thenEvent("id-1", "", "").thenRawAndHangUp("HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\n{");
        Invocation invocation = api.next();
        FakePlatform.Heard _ = platform.heard();

        assertThatExceptionOfType(SourceFailure.class).isThrownBy(() -> api.post(invocation, FINE));

        assertThat(platform.heard().line()).startsWith("POST");
        assertThat(platform.heardNoMore()).isTrue();
        assertThat(platform.connections()).isEqualTo(1);
    }

    @Test
    void shouldFailWithWordsWhenThePlatformHangsUpOnAFreshConnection() {
        platform.thenHangUp();

        assertThatExceptionOfType(SourceFailure.class)
                .isThrownBy(api::next)
                .withMessage(
                        "no answer from the platform at " + platform.address() + " to next: the connection was closed");
    }

    @Test
    void shouldEndAWaitingNextWhenTheClientIsClosedAndNotAskAgain() throws Exception {
        platform.thenEvent("id-1", "", "").thenSilence();
        Invocation _ = api.next();
        CompletableFuture<Invocation> next = nextOnAThreadOfItsOwn();
        FakePlatform.Heard _ = platform.heard();
        FakePlatform.Heard _ = platform.heard();

        api.close();

        assertFailed(next);
        assertThat(platform.connections()).isEqualTo(1);
    }

    @Test
    void shouldEndAWaitingNextWhenItsClientIsClosed() throws Exception {
        platform.thenEvent("id-1", "", "").thenSilence();
        Invocation _ = api.next();
        CompletableFuture<Invocation> next = nextOnAThreadOfItsOwn();
        FakePlatform.Heard _ = platform.heard();
        FakePlatform.Heard _ = platform.heard();

        client.close();

        assertFailed(next);
    }

    private static void assertFailed(CompletableFuture<Invocation> next) {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> next.get(30, TimeUnit.SECONDS))
                .withCauseInstanceOf(SourceFailure.class);
    }

    private CompletableFuture<Invocation> nextOnAThreadOfItsOwn() {
        CompletableFuture<Invocation> next = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                next.complete(api.next());
            } catch (SourceFailure | RuntimeException e) {
                next.completeExceptionally(e);
            }
        });
        return next;
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IOException("waited in vain");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
