package dev.openruntime.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.invocation.Deadline;
import dev.openruntime.peer.Events;
import dev.openruntime.worker.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The one event at a time, as calls meet in it whose order no client could force. */
final class SlotTest {

    private final Slot slot = new Slot(Snapshots.NONE);
    private final OwnedProcess process;
    private final Call open;

    SlotTest() throws Exception {
        process = new OwnedProcess(new RuntimeApiServer("127.0.0.1:1"));
        RawClient _ = process.client().sendNext();
        open = process.call(Events.event("any", "an event", Duration.ofMinutes(1)));
    }

    @AfterEach
    void end() throws IOException {
        process.close();
    }

    @Test
    void shouldLetNextWaitWhileAResponseStreamsAndRefuseItWhileAnotherIsPosted() {
        Someone second = new Someone();
        Someone third = new Someone();
        begin("id-1");
        slot.streams();

        Slot.Asked early = slot.next(second);
        slot.completed();
        Slot.Begun doubled = slot.begin(RuntimeState.INVOCATION_RESPONSE, "id-1");
        Optional<Client> served = slot.offer(event("id-2"));
        Slot.Begun _ = slot.begin(RuntimeState.INVOCATION_RESPONSE, "id-2");
        Slot.Asked refused = slot.next(third);

        assertThat(early.now()).isEmpty();
        assertThat(doubled)
                .isInstanceOfSatisfying(
                        Slot.Begun.Refused.class,
                        no -> assertThat(no.reply().status()).isEqualTo(400));
        assertThat(served).containsSame(second);
        assertThat(refused.now().orElseThrow().status()).isEqualTo(403);
    }

    private void begin(String requestId) {
        Slot.Asked _ = slot.next(new Someone());
        Optional<Client> _ = slot.offer(event(requestId));
        assertThat(slot.begin(RuntimeState.INVOCATION_RESPONSE, requestId)).isInstanceOf(Slot.Begun.Granted.class);
    }

    private Event event(String requestId) {
        return new Event(open, requestId, HttpReply.accepted());
    }

    private static final class Someone implements Client {

        @Override
        public void answer(HttpReply reply) {
            throw new AssertionError("answered with " + reply);
        }

        @Override
        public void answer(HttpReply reply, Deadline by) {
            answer(reply);
        }
    }
}
