package dev.openruntime.emulator;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One HTTP request, from its head on. Served by a virtual thread of its own, while the event loop brings its body and
 * tells whether its client is still there.
 */
final class Exchange {
    private final HttpRequest head;
    private final Optional<LiveBody> live;
    private final Collector collector;
    private final List<Runnable> whenGone = new ArrayList<>();
    private boolean gone;

    /** @param reads see {@link LiveBody} */
    Exchange(HttpRequest head, Consumer<BooleanSupplier> reads) {
        this.head = head;
        boolean streamed = "streaming".equals(head.headers().get("Lambda-Runtime-Function-Response-Mode"));
        this.live = streamed ? Optional.of(new LiveBody(reads)) : Optional.empty();
        this.collector = live.<Collector>map(body -> body).orElseGet(BodyCollector::new);
    }

    String method() {
        return head.method().name();
    }

    /** The path as it was sent, without the query. */
    String path() {
        String uri = uri();
        int end = uri.indexOf('?');
        return end < 0 ? uri : uri.substring(0, end);
    }

    /** The query as it was sent, without its question mark; may be empty. */
    String rawQuery() {
        int mark = uri().indexOf('?');
        return mark < 0 ? "" : uri().substring(mark + 1);
    }

    /** Path and query as they were sent. Clients may send a whole URL, as they do to a proxy. */
    private String uri() {
        String uri = head.uri();
        int scheme = uri.startsWith("/") ? -1 : uri.indexOf("://");
        if (scheme >= 0) {
            int path = uri.indexOf('/', scheme + 3);
            uri = path < 0 ? "/" : uri.substring(path);
        }
        int fragment = uri.indexOf('#');
        return fragment < 0 ? uri : uri.substring(0, fragment);
    }

    String protocol() {
        return head.protocolVersion().text();
    }

    /**
     * A parameter of the query, decoded.
     *
     * @throws IllegalArgumentException if the query is not percent-encoded as it should be
     */
    Optional<String> query(String name) {
        return new QueryStringDecoder(head.uri())
                .parameters().getOrDefault(name, List.of()).stream().findFirst();
    }

    /** A header's value; empty where it is absent or has nothing in it, which the platform does not tell apart. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers().get(name)).filter(value -> !value.isEmpty());
    }

    HttpHeaders headers() {
        return head.headers();
    }

    /** Waits for the body. Its client is known to be there, or to have cut it short, so this ends. */
    RequestBody body() {
        return collector.await();
    }

    /** The body while it comes, of a response that a runtime streams. */
    Optional<LiveBody> live() {
        return live;
    }

    Collector collector() {
        return collector;
    }

    /** Runs something as soon as the client's end of the connection is closed, at once if it is; on any thread. */
    void whenGone(Runnable action) {
        synchronized (whenGone) {
            if (!gone) {
                whenGone.add(action);
                return;
            }
        }
        action.run();
    }

    /** Told by the event loop: nobody will read the answer. */
    void clientGone() {
        List<Runnable> actions;
        synchronized (whenGone) {
            gone = true;
            actions = List.copyOf(whenGone);
            whenGone.clear();
        }
        actions.forEach(Runnable::run);
    }
}
