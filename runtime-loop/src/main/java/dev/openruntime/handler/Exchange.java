package dev.openruntime.handler;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Header;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One request on its way in, and what it is to come to. Event loop only, but for {@link #answer}. */
final class Exchange implements Client {

    private final Connection connection;
    private final RuntimeApiHandler handler;
    private final HttpRequest head;
    private final Route route;
    private final BodyCollector body;
    private Optional<Slot.Begun> post = Optional.empty();
    private Optional<StreamedPost> streamed = Optional.empty();
    private Optional<HttpReply> refused = Optional.empty();
    private boolean isIn;

    Exchange(Connection connection, RuntimeApiHandler handler, HttpRequest head) {
        this.connection = connection;
        this.handler = handler;
        this.head = head;
        this.route = handler.route(head);
        this.body = new BodyCollector(HttpUtil.getContentLength(head, 0L));
        if (route instanceof Route.Post begun) {
            Slot.Begun granted = handler.begin(begun.kind(), begun.requestId());
            post = Optional.of(granted);
            if (granted instanceof Slot.Begun.Granted(Event event)
                    && begun.kind() == RuntimeState.INVOCATION_RESPONSE) {
                streamed = handler.stream(event, this, platformHeaders());
            }
        } else if (route instanceof Route.InitError) {
            refused = handler.beginInitError();
        } else if (route instanceof Route.RestoreError) {
            refused = handler.beginRestoreError();
        }
    }

    @Override
    public void answer(HttpReply reply) {
        connection.answer(this, reply);
    }

    HttpRequest head() {
        return head;
    }

    /** Lets it begin; once the connection knows it. */
    void begin() {
        streamed.ifPresent(StreamedPost::begin);
    }

    /** A part of its body is here. */
    void add(ByteBuf content) {
        if (streamed.isPresent()) {
            streamed.get().add(content);
        } else {
            body.add(content);
        }
    }

    /** Reads its connection on, or not, as wanted by the time that the event loop gets to it. */
    void reads(BooleanSupplier wanted) {
        connection.reads(wanted);
    }

    /** Whether all of it is here. */
    boolean isIn() {
        return isIn;
    }

    /** All of it is here. */
    void come(HttpHeaders trailers) {
        if (streamed.isPresent()) {
            isIn = true;
            streamed.get().end(BodyCollector.headers(trailers));
        } else {
            end(body.whole(trailers));
        }
    }

    /** The rest of it won't come. */
    void truncated() {
        if (streamed.isPresent()) {
            isIn = true;
            streamed.get().truncated();
            return;
        }
        end(new RequestBody.Truncated());
    }

    /** Nobody waits for the answer any more. */
    void abandoned() {
        handler.gone(this);
    }

    private void end(RequestBody received) {
        isIn = true;
        switch (route) {
            case Route.Next() -> handler.next(this).ifPresent(this::answer);
            case Route.Post(RuntimeState kind, String _) -> answer(posted(kind, received));
            case Route.RestoreNext() -> handler.restoreNext(this).ifPresent(this::answer);
            case Route.InitError(), Route.RestoreError() -> cannotGoOn(received);
            case Route.Elsewhere() -> connection.passOn(this, received);
        }
    }

    private HttpReply posted(RuntimeState kind, RequestBody received) {
        return switch (post.orElseThrow()) {
            case Slot.Begun.Granted(Event event) -> handler.complete(kind, event, platformHeaders(), received);
            case Slot.Begun.Refused(HttpReply reply) -> reply;
        };
    }

    /** Told when the client has its answer: what comes of it may be its death. */
    private void cannotGoOn(RequestBody received) {
        Body error = received instanceof RequestBody.Whole whole ? whole.bytes() : Body.EMPTY;
        if (refused.isPresent()) {
            answer(refused.get());
        } else {
            connection.answer(this, HttpReply.accepted(), () -> handler.cannotGoOn(platformHeaders(), error));
        }
    }

    private List<Header> platformHeaders() {
        List<Header> headers = new ArrayList<>();
        for (Map.Entry<String, String> header : head.headers()) {
            String name = header.getKey();
            if (name.equalsIgnoreCase("Content-Type") || name.regionMatches(true, 0, "Lambda-", 0, 7)) {
                headers.add(new Header(name, header.getValue()));
            }
        }
        return headers;
    }
}
