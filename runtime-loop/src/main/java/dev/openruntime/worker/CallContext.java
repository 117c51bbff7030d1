package dev.openruntime.worker;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Payload;
import java.time.Duration;
import java.util.Optional;

/**
 * What every call of one invocation has in common, as the JSON text that goes into its headers. Put together by hand
 * and once an invocation: a generator would cost more than the rest of the call.
 */
public final class CallContext {

    private final Optional<Invocation> invocation;
    private final String json;
    private final Optional<String> contentType;
    private final Optional<Held> held;
    private final boolean streamed;

    /** Who has had the invocation, and for how long by now. */
    private record Held(String stage, Duration elapsed) {}

    private CallContext(
            Optional<Invocation> invocation,
            String json,
            Optional<String> contentType,
            Optional<Held> held,
            boolean streamed) {
        this.invocation = invocation;
        this.json = json;
        this.contentType = contentType;
        this.held = held;
        this.streamed = streamed;
    }

    /** The context of a call that no invocation is behind: it has no members. */
    public static CallContext none() {
        return new CallContext(Optional.empty(), "\"context\":{", Optional.empty(), Optional.empty(), false);
    }

    /** The context of an invocation, about its event. Members that the platform didn't send are absent. */
    public static CallContext of(Invocation invocation) {
        StringBuilder json = new StringBuilder(256).append("\"context\":{");
        member(json, "requestId", invocation.requestId());
        optional(json, "functionArn", invocation.functionArn());
        optional(json, "traceId", invocation.traceId());
        optional(json, "tenantId", invocation.tenantId());
        optional(json, "clientContext", invocation.clientContext());
        optional(json, "identity", invocation.identity());
        json.append("\"platformDeadlineMs\":")
                .append(invocation.platformDeadline().epochMillis());
        return new CallContext(
                Optional.of(invocation), json.toString(), invocation.contentType(), Optional.empty(), false);
    }

    /** The same context about another body: the response has a content type of its own. */
    public CallContext about(Optional<String> otherContentType) {
        return new CallContext(invocation, json, otherContentType, held, streamed);
    }

    /** The same context about a payload on its way: a response may be streamed. */
    public CallContext about(Payload payload) {
        return new CallContext(invocation, json, payload.contentType(), held, payload.streamed());
    }

    /** The same context for a {@code timeout} hook: which stage has the invocation, and since when it runs. */
    CallContext heldBy(String stage, Duration elapsed) {
        return new CallContext(invocation, json, contentType, Optional.of(new Held(stage, elapsed)), streamed);
    }

    /** What is behind the call; empty for a flush at the end of the process. */
    public Optional<Invocation> invocation() {
        return invocation;
    }

    /** Of the body that is handed over with the call. */
    public Optional<String> contentType() {
        return contentType;
    }

    Optional<String> requestId() {
        return invocation.map(Invocation::requestId);
    }

    String invokeHeader(long id, Hook hook, Deadline deadline) {
        StringBuilder header = invoke(id, hook, deadline);
        held.ifPresent(by -> {
            member(header, "stage", by.stage());
            header.append("\"elapsedMs\":").append(by.elapsed().toMillis()).append(',');
        });
        return withContext(header);
    }

    static String cancelHeader(long id, Deadline deadline) {
        return "{\"type\":\"cancel\",\"id\":" + id + ",\"deadlineMs\":" + deadline.epochMillis() + '}';
    }

    static String shutdownHeader(String reason, Deadline deadline) {
        StringBuilder header = new StringBuilder("{\"type\":\"shutdown\",");
        member(header, "reason", reason);
        return header.append("\"deadlineMs\":")
                .append(deadline.epochMillis())
                .append('}')
                .toString();
    }

    private String withContext(StringBuilder header) {
        header.append(json);
        if (contentType.isPresent()) {
            header.append(",\"contentType\":\"");
            JsonStringEncoder.getInstance().quoteAsString(contentType.get(), header);
            header.append('"');
        }
        if (streamed) {
            header.append(",\"streamed\":true");
        }
        return header.append("}}").toString();
    }

    private static StringBuilder invoke(long id, Hook hook, Deadline deadline) {
        return new StringBuilder(320)
                .append("{\"type\":\"invoke\",\"id\":")
                .append(id)
                .append(",\"hook\":\"")
                .append(hook.word())
                .append("\",\"deadlineMs\":")
                .append(deadline.epochMillis())
                .append(',');
    }

    private static void optional(StringBuilder json, String name, Optional<String> value) {
        if (value.isPresent()) {
            member(json, name, value.get());
        }
    }

    private static void member(StringBuilder json, String name, String value) {
        json.append('"').append(name).append("\":\"");
        JsonStringEncoder.getInstance().quoteAsString(value, json);
        json.append("\",");
    }
}
