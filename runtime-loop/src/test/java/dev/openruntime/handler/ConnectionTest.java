package dev.openruntime.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.openruntime.handler.RawClient.Heard;
import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.peer.Events;
import dev.openruntime.worker.Call;
import dev.openruntime.worker.CallContext;
import dev.openruntime.worker.Hook;
import dev.openruntime.worker.WorkerFailure;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a runtime's connections may behave. */
final class ConnectionTest {

    private static final RuntimeApiServer SERVER = new RuntimeApiServer("127.0.0.1:1");
    private static final String NEXT = "GET /2018-06-01/runtime/invocation/next HTTP/1.";
    private static final int MORE_THAN_SOCKETS_TAKE = 32 * 1024 * 1024;
    private static final int CLIENTS = 64;

    private OwnedProcess process;
    private RawClient client;

    @BeforeEach
    void connect() throws IOException {
        process = new OwnedProcess(SERVER);
        client = process.client();
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        process.close();
    }

    @Test
    void shouldHangUpOnAClientThatAsksForThatAfterItsAnswer() throws Exception {
        client.send(NEXT + "1\r\nConnection: close\r\n\r\n");
        Call _ = process.call(event());

        Heard heard = client.hear();

        assertThat(heard.status()).isEqualTo(200);
        assertThat(heard.header("connection")).isEqualTo("close");
        assertHungUp();
    }

    @Test
    void shouldHangUpOnAnOldClientUnlessItAsksForTheOpposite() throws Exception {
        client.send(NEXT + "0\r\nConnection: keep-alive\r\n\r\n");
        Call _ = process.call(event());

        Heard kept = client.hear();
        client.send(NEXT + "0\r\n\r\n");
        Heard last = client.hear();

        assertThat(kept.header("connection")).isEqualTo("keep-alive");
        assertThat(last.status()).isEqualTo(200);
        assertThat(last.header("connection")).isEqualTo("close");
        assertHungUp();
    }

    @Test
    void shouldTellAClientToGoOnBeforeItSendsTheBody() throws Exception {
        client.sendNext();
        Call call = process.call(event());
        client.hear();
        client.send("POST " + RawClient.ROOT + "invocation/id-1/response HTTP/1.1\r\n")
                .send("Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");

        int goOn = client.hear().status();
        client.send("hello");

        assertThat(goOn).isEqualTo(100);
        assertThat(client.hear().status()).isEqualTo(202);
        assertThat(OwnedProcess.text(OwnedProcess.answer(call))).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what is this?\r\n\r\n",
                "GET / HTTP/1.1\r\n: no name\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
                NEXT + "1\r\nTransfer-Encoding: chunked\r\n\r\nno size\r\n"
            })
    void shouldSayThatItIsNoHttpToAClientThatStillSends(String request) throws Exception {
        client.send(request + "x".repeat(1_000_000));

        Heard heard = client.hear();

        assertThat(heard.status()).isEqualTo(400);
        assertThat(heard.body()).contains("\"BadRequest\"", "it is not HTTP/1.1");
        client.send("y".repeat(1_000_000)); // taken by nobody, and no reset
        client.sendNoMore();
        assertHungUp();
    }

    @Test
    void shouldCutOffAClientThatDoesNotTakeItsEventInTime() throws Exception {
        client.sendNext();
        process.awaitReady();
        Body large = Body.of(new byte[MORE_THAN_SOCKETS_TAKE]);

        Call call = call(large, Deadline.in(Duration.ofMillis(300)));
        WorkerFailure late =
                catchThrowableOfType(WorkerFailure.class, () -> call.await(Deadline.in(Duration.ofMillis(1))));
        Throwable cutOff = catchThrowableOfType(IOException.class, client::hearTheEnd);
        RawClient other = process.client();

        assertThat(late.kind()).isEqualTo(WorkerFailure.Kind.TIMED_OUT);
        assertThat(cutOff).isNotNull();
        assertThat(other.next().content().length()).isEqualTo(MORE_THAN_SOCKETS_TAKE);
        assertThat(other.post("invocation/id-1/response", "", "late").status()).isEqualTo(202);
        other.close();
    }

    @Test
    void shouldServeWhoSendsAheadAndThenDoesNotReadWithoutHoldingTheInvocationUp() throws Exception {
        client.sendNext().sendNext();
        process.awaitReady();

        Call call = call(Body.of("small"), OwnedProcess.aMinute());

        assertThat(client.hear().body()).isEqualTo("small");
        assertThat(client.hear().body()).isEqualTo("small");
        assertThat(call.isOver()).isFalse();
    }

    @Test
    void shouldServeWhoAskedLastSinceAnEarlierOneMayHaveGoneUnnoticed() throws Exception {
        client.sendNext().sendNext(); // the second is not read before the first is answered: nor is the end
        process.awaitReady();
        client.close();
        RawClient other =
                process.client().sendPost("invocation/none/response", "", "").sendNext();
        int refused = other.hear().status();
        process.client().post("invocation/none/response", "", ""); // by then the other one has asked

        Call call = process.call(event());

        assertThat(refused).isEqualTo(400);
        assertThat(other.hear().status()).isEqualTo(200);
        assertThat(other.post("invocation/id-1/response", "", "").status()).isEqualTo(202);
        assertThat(call.isOver()).isTrue();
        other.close();
    }

    @Test
    void shouldHearWhoConnectedAtTheEndOfTheProcess() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (OwnedProcess dying = new OwnedProcess(SERVER)) {
                RawClient asks = dying.client().sendNext();
                Call call = dying.call(event());
                asks.hear();

                dying.client()
                        .sendPost("invocation/id-1/response", "", "its last words")
                        .close();
                asks.close();
                boolean heard = dying.awaitHeard(Duration.ofSeconds(30));
                dying.ended();

                assertThat(heard).isTrue();
                assertThat(OwnedProcess.text(OwnedProcess.answer(call))).isEqualTo("its last words");
            }
        }
    }

    @Test
    void shouldHoldLittleMemoryOutsideOfTheHeapForAClientThatIsSilent() throws Exception {
        long before = outsideOfTheHeap();
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            RawClient silent = process.client();
            clients.add(silent);
            silent.post("invocation/none/response", "", "");
        }
        long more = outsideOfTheHeap() - before;
        for (RawClient silent : clients) {
            silent.close();
        }

        assertThat(more).as("for %d clients", CLIENTS).isLessThan(CLIENTS * 32L * 1024);
    }

    private static long outsideOfTheHeap() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private Call call(Body body, Deadline by) throws Exception {
        CallContext context = CallContext.of(event());
        return process.handler.worker().call(Hook.HANDLE, context, body, by);
    }

    private static Invocation event() {
        return Events.event("id-1", "an event", Duration.ofMinutes(1));
    }

    private void assertHungUp() {
        assertThat(catchThrowableOfType(EOFException.class, client::hear)).isNotNull();
    }
}
