package dev.openruntime.sidecar.metrics.otlpserver;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.util.Locale;

/** One connection of a sender, whose requests come whole. */
final class OtlpHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final String PATH = "/v1/metrics";

    private final Exports exports;

    OtlpHandler(Exports exports) {
        this.exports = exports;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext connection, FullHttpRequest request) {
        boolean isWhole = request.decoderResult().isSuccess();
        send(connection, isWhole ? reply(request) : badRequest(), isWhole && HttpUtil.isKeepAlive(request));
    }

    private Exports.Reply badRequest() {
        return exports.refuse(HttpResponseStatus.BAD_REQUEST.code(), false, "that is no HTTP request");
    }

    private Exports.Reply reply(FullHttpRequest request) {
        String type = header(request, HttpHeaderNames.CONTENT_TYPE);
        int parameters = type.indexOf(';');
        String plain = parameters < 0 ? type : type.substring(0, parameters).strip();
        boolean isJson = plain.equals("application/json");
        int query = request.uri().indexOf('?');
        if (!(query < 0 ? request.uri() : request.uri().substring(0, query)).equals(PATH)) {
            return exports.refuse(
                    HttpResponseStatus.NOT_FOUND.code(), isJson, "there is nothing but " + PATH + ": metrics only");
        }
        if (!request.method().equals(HttpMethod.POST)) {
            return exports.refuse(HttpResponseStatus.METHOD_NOT_ALLOWED.code(), isJson, "send it by POST");
        }
        String encoding = header(request, HttpHeaderNames.CONTENT_ENCODING);
        return exports.take(plain, encoding, ByteBufUtil.getBytes(request.content()));
    }

    private static String header(FullHttpRequest request, CharSequence name) {
        String value = request.headers().get(name);
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }

    /** A sender that goes away in the middle is no concern of anybody's. */
    @Override
    public void exceptionCaught(ChannelHandlerContext connection, Throwable cause) {
        if (cause instanceof IOException) {
            var _ = connection.close();
        } else {
            send(connection, badRequest(), /* keepAlive= */ false);
        }
    }

    static void send(ChannelHandlerContext connection, Exports.Reply reply, boolean keepAlive) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status), Unpooled.wrappedBuffer(reply.body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, reply.isJson ? "application/json" : "application/x-protobuf")
                .set(HttpHeaderNames.CONTENT_LENGTH, reply.body.length);
        if (reply.status == HttpResponseStatus.METHOD_NOT_ALLOWED.code()) {
            response.headers().set(HttpHeaderNames.ALLOW, "POST");
        }
        HttpUtil.setKeepAlive(response, keepAlive);
        ChannelFuture sent = connection.writeAndFlush(response);
        if (!keepAlive) {
            ChannelFuture _ = sent.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
