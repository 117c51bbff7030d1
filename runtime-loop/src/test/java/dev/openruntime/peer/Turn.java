package dev.openruntime.peer;

import dev.openruntime.invocation.Body;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A call or a cancel as a peer heard it, and what it may do about it. */
public final class Turn {

    private final Peer peer;
    private final Map<String, Object> header;
    private final Body body;

    Turn(Peer peer, Map<String, Object> header, Body body) {
        this.peer = peer;
        this.header = header;
        this.body = body;
    }

    /** The frame's header. */
    public Map<String, Object> header() {
        return header;
    }

    /** The header's {@code context}. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> context() {
        return (Map<String, Object>) header.getOrDefault("context", Map.of());
    }

    /** The frame's body. */
    public Body body() {
        return body;
    }

    /** The id of the call that this is about. */
    public long id() {
        return number("id");
    }

    /** A member of the header that is a number. */
    public long number(String name) {
        return (Long) header.getOrDefault(name, -1L);
    }

    /** Whether the same process heard both. */
    public boolean isOfTheSamePeerAs(Turn other) {
        return peer.equals(other.peer);
    }

    /** Answers with any action, right or wrong. */
    public void answer(String action, String text) throws IOException {
        answer(action, Body.of(text), Optional.empty());
    }

    /** Answers with any action and content type. */
    public void answer(String action, Body answer, Optional<String> contentType) throws IOException {
        String type = contentType.map(t -> ",\"contentType\":\"" + t + '"').orElse("");
        say("{\"type\":\"result\",\"id\":" + id() + ",\"action\":\"" + action + '"' + type + '}', answer);
    }

    /** Sends any frame. */
    public void say(String frameHeader, Body frameBody) throws IOException {
        peer.say(frameHeader, frameBody);
    }

    /** Sends bytes that need be no frame. */
    public void babble(String bytes) throws IOException {
        peer.babble(bytes);
    }

    /** Ends as a process with this status does. */
    public void die(int status) {
        peer.end("exit status " + status);
    }

    /** Hears nothing any more, until it is killed. */
    public void sleepUntilKilled() {
        peer.awaitEnd();
    }

    /** Waits for something that the test or another peer does. */
    public static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the peer waited in vain");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
