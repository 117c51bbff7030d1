package dev.openruntime.handler;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * The platform's answer to a request that was passed on: goes to the client part by part, each when the one before is
 * written. Event loop only; the client's channel is on the same one.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close is seen as the end of its connection
final class PlatformAnswer extends ChannelInboundHandlerAdapter {

    private final Channel client;
    private final Exchange exchange;
    private final Runnable over;
    private boolean begun;
    private boolean whole;

    /** @param over run when the client may be heard again */
    PlatformAnswer(Channel client, Exchange exchange, Runnable over) {
        this.client = client;
        this.exchange = exchange;
        this.over = over;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.read();
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        HttpObject part = (HttpObject) message;
        if (part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(part);
            context.close();
            return;
        }
        if (part instanceof HttpResponse head) {
            if (head.status().code() == HttpResponseStatus.CONTINUE.code()) {
                ReferenceCountUtil.release(part);
                return;
            }
            begun = true;
            if (!HttpUtil.isContentLengthSet(head)) {
                HttpUtil.setTransferEncodingChunked(head, true);
            }
            HttpUtil.setKeepAlive(head, HttpUtil.isKeepAlive(exchange.head()));
        }
        if (!begun) {
            ReferenceCountUtil.release(part);
            return;
        }
        boolean last = part instanceof LastHttpContent;
        client.write(part);
        if (last) {
            whole = true;
            ended();
            context.close();
        }
    }

    private void ended() {
        boolean keepAlive = HttpUtil.isKeepAlive(exchange.head());
        client.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((ChannelFuture written) -> {
            if (!keepAlive) {
                written.channel().close();
            }
        });
        over.run();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (whole) {
            return;
        }
        client.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> context.read());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!whole && begun) {
            client.close(); // what was promised can't be kept
        } else if (!whole) {
            whole = true;
            exchange.answer(PlatformRelay.unreachable("it hung up"));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
