package dev.openruntime.sidecar.discovery;

import static io.netty.handler.codec.http.HttpHeaderNames.ALLOW;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;
import static io.netty.handler.codec.http.HttpHeaderValues.APPLICATION_JSON;

import dev.openruntime.sidecar.SidecarContext;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One connection. A request is taken when it is complete, so that a body nobody asked for is read and dropped, and
 * requests sent ahead are answered in order. The event loop never waits: an answer that isn't there yet is sent when it
 * is, and while too many aren't no more requests are read.
 */
final class DiscoveryHandler extends SimpleChannelInboundHandler<HttpObject> {

    /** The index of what was asked for, also where the answer has no body. */
    private static final String INDEX = "x-index";

    private static final int MOST_UNANSWERED = 64;

    private final Requests requests;
    private final SidecarContext context;
    private final Deque<Unanswered> unanswered = new ArrayDeque<>();
    private @Nullable HttpRequest request;

    private record Unanswered(CompletableFuture<Answer> answer, boolean keepAlive) {}

    DiscoveryHandler(Requests requests, SidecarContext context) {
        this.requests = requests;
        this.context = context;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext connection, HttpObject part) {
        if (part instanceof HttpRequest head) {
            request = head;
        }
        HttpRequest complete = request;
        if (part.decoderResult().isFailure()) {
            Answer refusal = requests.badRequest("that is no HTTP request");
            take(connection, new Unanswered(CompletableFuture.completedFuture(refusal), /* keepAlive= */ false));
        } else if (part instanceof LastHttpContent && complete != null) {
            request = null;
            CompletableFuture<Answer> answer = requests.answer(complete.method().name(), complete.uri());
            take(connection, new Unanswered(answer, HttpUtil.isKeepAlive(complete)));
        }
    }

    private void take(ChannelHandlerContext connection, Unanswered next) {
        unanswered.add(next);
        connection.channel().config().setAutoRead(unanswered.size() < MOST_UNANSWERED);
        if (next.answer().isDone()) {
            send(connection); // flushed when all that came with it is read
        } else {
            var _ = next.answer().whenComplete((answer, failure) -> {
                send(connection);
                connection.flush();
            });
        }
    }

    /** All that is there, up to the first that isn't. */
    private void send(ChannelHandlerContext connection) {
        while (!unanswered.isEmpty() && unanswered.peek().answer().isDone()) {
            Unanswered first = unanswered.remove();
            if (!first.answer().isCancelled()) {
                Answer answer = first.answer().join();
                context.meters().count(answer.status() < 300 ? "lookups" : "lookups.failed");
                send(connection, answer, first.keepAlive());
            }
        }
        connection.channel().config().setAutoRead(unanswered.size() < MOST_UNANSWERED);
    }

    /** Nobody waits any more. */
    @Override
    public void channelInactive(ChannelHandlerContext connection) {
        for (Unanswered one : List.copyOf(unanswered)) {
            one.answer().cancel(false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext connection) {
        connection.flush();
    }

    /** A caller that goes away in the middle is no concern of anybody's. */
    @Override
    public void exceptionCaught(ChannelHandlerContext connection, Throwable cause) {
        var _ = connection.close();
        if (!(cause instanceof IOException)) {
            context.meters().count("connections.broken");
        }
    }

    private static void send(ChannelHandlerContext connection, Answer answer, boolean keepAlive) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.json()));
        if (answer.status() != HttpResponseStatus.NO_CONTENT.code()) {
            response.headers().set(CONTENT_TYPE, APPLICATION_JSON).set(CONTENT_LENGTH, answer.json().length);
        }
        if (answer.index() > 0) {
            response.headers().set(INDEX, answer.index());
        }
        if (answer.status() == HttpResponseStatus.METHOD_NOT_ALLOWED.code()) {
            response.headers().set(ALLOW, "GET, HEAD");
        }
        HttpUtil.setKeepAlive(response, keepAlive);
        var sent = connection.write(response);
        if (!keepAlive) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
