package dev.openruntime.handler;

import dev.openruntime.http.MessageBody;
import dev.openruntime.http.RequestHead;
import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Deadline;
import dev.openruntime.invocation.Header;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** One request, and what it comes to. Belongs to its connection's thread, but for {@link #answer}. */
final class Exchange implements Client {

    private final Connection connection;
    private final RuntimeApiHandler handler;
    private final RequestHead head;

    Exchange(Connection connection, RuntimeApiHandler handler, RequestHead head) {
        this.connection = connection;
        this.handler = handler;
        this.head = head;
    }

    @Override
    public void answer(HttpReply reply) {
        connection.answer(this, reply);
    }

    @Override
    public void answer(HttpReply reply, Deadline by) {
        connection.answer(this, reply, by);
    }

    RequestHead head() {
        return head;
    }

    boolean comesOver(Connection which) {
        return connection == which;
    }

    /** Takes the rest of the request, and has it answered: at once, or whenever there is an answer. */
    void run(MessageBody body) throws IOException {
        Route route = handler.route(head);
        switch (route.endpoint()) {
            case NEXT -> {
                long _ = body.skip();
                handler.next(this).ifPresent(this::answer);
            }
            case RESTORE_NEXT -> {
                long _ = body.skip();
                handler.restoreNext(this).ifPresent(this::answer);
            }
            case RESPONSE -> post(RuntimeState.INVOCATION_RESPONSE, route.requestId(), body);
            case ERROR -> post(RuntimeState.INVOCATION_ERROR_RESPONSE, route.requestId(), body);
            case INIT_ERROR -> cannotGoOn(handler.beginInitError(), body);
            case RESTORE_ERROR -> cannotGoOn(handler.beginRestoreError(), body);
            case ELSEWHERE -> connection.passOn(this, take(body));
        }
    }

    private void post(RuntimeState kind, String requestId, MessageBody body) {
        switch (handler.begin(kind, requestId)) {
            case Slot.Begun.Granted(Event event) -> {
                List<Header> headers = platformHeaders();
                Optional<StreamedPost> streamed = kind == RuntimeState.INVOCATION_RESPONSE
                        ? handler.stream(event, this, headers)
                        : Optional.empty();
                if (streamed.isPresent()) {
                    streamed.get().pass(body);
                } else {
                    answer(handler.complete(kind, event, headers, take(body)));
                }
            }
            case Slot.Begun.Refused(HttpReply reply) -> {
                skip(body);
                answer(reply);
            }
        }
    }

    /** Told when the client has its answer: what comes of it may be its death. */
    private void cannotGoOn(Optional<HttpReply> refused, MessageBody body) {
        Body error = take(body) instanceof RequestBody.Whole whole ? whole.bytes() : Body.EMPTY;
        answer(refused.orElseGet(HttpReply::accepted));
        if (refused.isEmpty()) {
            handler.cannotGoOn(platformHeaders(), error);
        }
    }

    private RequestBody take(MessageBody body) {
        RequestBody taken = RequestBody.read(body);
        if (taken instanceof RequestBody.Truncated) {
            brokeOff();
        }
        return taken;
    }

    private void skip(MessageBody body) {
        try {
            long _ = body.skip();
        } catch (IOException cutOff) {
            LoggerFactory.getLogger(Exchange.class).debug("a request of the handler broke off", cutOff);
            brokeOff();
        }
    }

    /** The rest of it won't come, and nothing after it. */
    void brokeOff() {
        connection.hearNoMore();
    }

    private List<Header> platformHeaders() {
        return head.headers().stream().filter(Exchange::isPlatforms).toList();
    }

    private static boolean isPlatforms(Header header) {
        return header.name().equalsIgnoreCase("Content-Type")
                || header.name().regionMatches(true, 0, "Lambda-", 0, "Lambda-".length());
    }
}
