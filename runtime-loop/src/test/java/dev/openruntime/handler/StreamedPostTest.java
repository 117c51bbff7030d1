package dev.openruntime.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openruntime.handler.RawClient.Heard;
import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Header;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.invocation.StreamedBody;
import dev.openruntime.invocation.StreamedBody.Part;
import dev.openruntime.peer.Events;
import dev.openruntime.worker.Answer;
import dev.openruntime.worker.Call;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A response that its runtime makes while it posts it. */
final class StreamedPostTest {

    private static final RuntimeApiServer SERVER = new RuntimeApiServer("127.0.0.1:1");
    private static final int CHUNK = 16 * 1024;
    private static final int CHUNKS = 1_000;

    private OwnedProcess process;
    private RawClient client;

    @BeforeEach
    void askForAnEvent() throws Exception {
        process = new OwnedProcess(SERVER);
        client = process.client().sendNext();
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        process.close();
    }

    @Test
    void shouldAnswerTheCallByThePreludeAndPassTheRestWithItsTrailers() throws Exception {
        Call call = begin("application/vnd.awslambda.http-integration-response");

        client.send("9\r\n{\"a\":1}\0\0\r\n");
        client.send("9\r\n\0\0\0\0\0\0one\r\n");
        Outcome.Streamed streamed = streamed(call);
        Part one = part(streamed);
        client.send("3\r\ntwo\r\n");
        Part two = part(streamed);
        client.send("0\r\nLambda-Later: x\r\n\r\n");
        Part last = part(streamed);
        Heard early = process.client().post("invocation/id-1/error", "", "{}");
        streamed.rest().over(202);
        Heard accepted = client.hear();

        assertThat(streamed.prelude().map(Body::text)).contains("{\"a\":1}");
        assertThat(text(one)).isEqualTo("one");
        assertThat(text(two)).isEqualTo("two");
        assertThat(last).isEqualTo(new Part.End(List.of(new Header("Lambda-Later", "x"))));
        assertThat(early.status()).isEqualTo(403);
        assertThat(accepted.status()).isEqualTo(202);
        client.sendNext();
        assertThat(process.handler.awaitAsked(OwnedProcess.aMinute())).isTrue();
    }

    @Test
    void shouldPassOnAllThatADeadProcessHadSentWhenItIsTakenLate() throws Exception {
        int size = 400_000;
        Call call = begin("text/plain");
        Outcome.Streamed streamed = streamed(call);
        client.send(Integer.toHexString(size) + "\r\n" + "x".repeat(size) + "\r\n");
        client.close();
        process.ended();

        long bytes = 0;
        Part next = part(streamed);
        while (next instanceof Part.Chunk(ByteBuffer chunk)) {
            bytes += chunk.remaining();
            next = part(streamed);
        }

        assertThat(bytes).isEqualTo(size);
        assertThat(next).isEqualTo(new Part.Broken("Runtime.ExitError", "it died", List.of()));
    }

    @Test
    void shouldCutOffTheOtherConnectionsOfADeadProcessWhileItsResponsePassesOn() throws Exception {
        Call call = begin("text/plain");
        Outcome.Streamed streamed = streamed(call);
        client.send("3\r\none\r\n");
        RawClient other = process.client();
        int early = other.post("invocation/id-1/error", "", "{}").status();

        process.ended();
        String heard = other.rest();
        client.send("3\r\ntwo\r\n");

        assertThat(early).isEqualTo(403);
        assertThat(heard).as("up to the end of its connection").isEmpty();
        assertThat(text(part(streamed))).isEqualTo("one");
        assertThat(text(part(streamed))).isEqualTo("two");
        other.close();
    }

    @Test
    void shouldNotReadOnWhileNobodyTakesWhatIsThere() throws Exception {
        Call call = begin("text/plain");
        Outcome.Streamed streamed = streamed(call);
        AtomicLong sent = new AtomicLong();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < CHUNKS; i++) {
                chunk();
                sent.addAndGet(CHUNK);
            }
        });
        await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(30)).until(stands(sent));

        long ahead = sent.get();
        long taken = 0;
        while (taken < (long) CHUNK * CHUNKS) {
            taken += bytes(part(streamed)).remaining();
        }

        assertThat(ahead).as("what the system holds in its sockets, and we do").isLessThan(12L * 1024 * 1024);
        assertThat(writer).succeedsWithin(Duration.ofSeconds(30));
        streamed.rest().over(413);
        client.send("0\r\n\r\n");
        assertThat(client.hear().status()).isEqualTo(413);
    }

    @Test
    void shouldTellHowItBrokeOffAndReadTheRestForNobodyWhenItIsOver() throws Exception {
        Call call = begin("text/plain");
        Outcome.Streamed streamed = streamed(call);
        streamed.rest().over(202);
        for (int i = 0; i < CHUNKS; i++) {
            chunk();
        }
        client.send("0\r\n\r\n");
        Heard unwanted = client.hear();
        client.sendNext();
        Call second = process.call(Events.event("id-2", "an event", Duration.ofMinutes(1)));
        client.hear();
        sendHead("id-2", "text/plain");
        Outcome.Streamed cut = streamed(second);
        client.send("3\r\none\r\n1").sendNoMore();

        assertThat(unwanted.status()).isEqualTo(202);
        assertThat(text(part(cut))).isEqualTo("one");
        assertThat(part(cut))
                .isInstanceOfSatisfying(
                        Part.Broken.class,
                        broken -> assertThat(broken.errorType()).isEqualTo("Runtime.TruncatedResponse"));
        assertThat(process.replaced).isEmpty();
        List<String> lastLines = cut.rest().kill("its time is up");
        assertThat(lastLines).containsExactly("its last line");
        assertThat(process.replaced).containsExactly("its time is up");
    }

    private static Callable<Boolean> stands(AtomicLong sent) {
        AtomicLong before = new AtomicLong(-1);
        return () -> before.getAndSet(sent.get()) == sent.get() && sent.get() > 0;
    }

    private Call begin(String contentType) throws Exception {
        Call call = process.call(Events.event("id-1", "an event", Duration.ofMinutes(1)));
        client.hear();
        sendHead("id-1", contentType);
        return call;
    }

    private void sendHead(String requestId, String contentType) throws IOException {
        client.send("POST /2018-06-01/runtime/invocation/" + requestId + "/response HTTP/1.1\r\nHost: x\r\n"
                + "Content-Type: " + contentType + "\r\nLambda-Runtime-Function-Response-Mode: streaming\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n");
    }

    private void chunk() {
        try {
            client.send(Integer.toHexString(CHUNK) + "\r\n" + "x".repeat(CHUNK) + "\r\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Outcome.Streamed streamed(Call call) throws Exception {
        Answer answer = OwnedProcess.answer(call);
        return (Outcome.Streamed) answer.outcome();
    }

    private static Part part(Outcome.Streamed streamed) {
        StreamedBody rest = streamed.rest();
        return rest.next(OwnedProcess.aMinute()).orElseThrow();
    }

    private static ByteBuffer bytes(Part part) {
        return ((Part.Chunk) part).bytes();
    }

    private static String text(Part part) {
        return StandardCharsets.ISO_8859_1.decode(bytes(part)).toString();
    }
}
