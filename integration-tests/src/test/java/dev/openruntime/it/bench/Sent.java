package dev.openruntime.it.bench;

import java.time.Instant;
import java.util.Optional;

/** An event on its way. */
public final class Sent {

    private final ScriptedPlatform platform;
    private final Event event;
    private final String requestId;
    private volatile Optional<Instant> handedOut = Optional.empty();

    Sent(ScriptedPlatform platform, Event event, String requestId) {
        this.platform = platform;
        this.event = event;
        this.requestId = requestId;
    }

    /** The invocation's id. */
    public String requestId() {
        return requestId;
    }

    /** Waits for what is posted. */
    public Outcome outcome() {
        return platform.await("the outcome of " + requestId, () -> platform.outcome(requestId));
    }

    /** Whether anything was posted so far. */
    public boolean isOver() {
        return platform.outcome(requestId).isPresent();
    }

    /** When the program was given it; waits for that. */
    public Instant arrival() {
        return platform.await("somebody to take " + requestId, () -> handedOut);
    }

    /** The platform's deadline; waits until the event is handed out. */
    public Instant deadline() {
        return arrival().plus(event.timeout());
    }

    Event event() {
        return event;
    }

    void handedOut(Instant when) {
        handedOut = Optional.of(when);
    }
}
