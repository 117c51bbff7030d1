package dev.openruntime.peer;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Invocation;
import java.time.Duration;
import java.util.Optional;

/** Invocations to try things with. */
public final class Events {

    private Events() {}

    /** An invocation that has a minute. */
    public static Invocation event(String text) {
        return event("request-1", text, Duration.ofMinutes(1));
    }

    /** An invocation that has so much time. */
    public static Invocation event(String requestId, String text, Duration left) {
        Body body = Body.of(text);
        Deadline platform = Deadline.in(left);
        return event(requestId, body, platform, System.nanoTime());
    }

    /** The same, with the moment at which it arrived. */
    public static Invocation event(String requestId, Body event, Deadline platform, long arrivedNanos) {
        return new Invocation(
                requestId,
                event,
                platform,
                arrivedNanos,
                Optional.of("arn:aws:lambda:eu-central-1:1:function:f"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("application/json"));
    }
}
