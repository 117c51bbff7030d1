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
import org.jspecify.annotations.Nullable;

/**
 * One connection. A request is answered when it is complete, so that a body nobody asked for is read and dropped, and
 * requests sent ahead are answered in order. Answers come from memory: the event loop never waits.
 */
final class DiscoveryHandler extends SimpleChannelInboundHandler<HttpObject> {

    private final Answers answers;
    private final SidecarContext context;
    private @Nullable HttpRequest request;

    DiscoveryHandler(Answers answers, SidecarContext context) {
        this.answers = answers;
        this.context = context;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext connection, HttpObject part) {
        if (part instanceof HttpRequest head) {
            request = head;
        }
        HttpRequest complete = request;
        if (part.decoderResult().isFailure()) {
            send(connection, answers.badRequest("that is no HTTP request"), /* keepAlive= */ false);
        } else if (part instanceof LastHttpContent && complete != null) {
            request = null;
            Answer answer = answers.to(complete.method().name(), complete.uri());
            context.meters().count(answer.status() == 200 ? "lookups" : "lookups.failed");
            send(connection, answer, HttpUtil.isKeepAlive(complete));
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
        response.headers().set(CONTENT_TYPE, APPLICATION_JSON).set(CONTENT_LENGTH, answer.json().length);
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
