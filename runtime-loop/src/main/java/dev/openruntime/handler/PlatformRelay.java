package dev.openruntime.handler;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;

/**
 * Lets the platform answer what isn't the supervisor's matter, each request on a connection of its own: method, path,
 * headers and body go there as they are but for {@code Host}, and what comes back comes back as it is. A request whose
 * client has gone is not taken back: the platform would not notice, and what it waits for would be lost.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write is seen as the end of its connection
final class PlatformRelay {

    private static final int CONNECT_TIMEOUT_MS = 1_000;
    private static final int LONGEST_FIRST_LINE = 64 * 1024;
    private static final int MOST_HEADER_BYTES = 2 * 1024 * 1024;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int BAD_GATEWAY = 502;

    private final EventLoopGroup loop;
    private final String platform;

    PlatformRelay(EventLoopGroup loop, String platform) {
        this.loop = loop;
        this.platform = platform;
    }

    /**
     * Passes a request on.
     *
     * @param answered run when the answer is whole, and the client may be heard again
     */
    void pass(Exchange exchange, RequestBody body, Channel client, Runnable answered) {
        if (!(body instanceof RequestBody.Whole whole)) {
            exchange.answer(body instanceof RequestBody.TooLarge ? HttpReply.tooLarge() : HttpReply.truncated());
            return;
        }
        HttpRequest head = exchange.head();
        FullHttpRequest request = new DefaultFullHttpRequest(
                head.protocolVersion(),
                head.method(),
                head.uri(),
                Unpooled.wrappedBuffer(whole.bytes().bytes()));
        request.headers().set(head.headers()).set(HttpHeaderNames.HOST, platform);
        request.headers().remove(HttpHeaderNames.EXPECT);
        whole.trailers().forEach(trailer -> request.trailingHeaders().add(trailer.name(), trailer.value()));
        int colon = platform.lastIndexOf(':');
        InetSocketAddress address =
                new InetSocketAddress(platform.substring(0, colon), Integer.parseInt(platform.substring(colon + 1)));
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec(LONGEST_FIRST_LINE, MOST_HEADER_BYTES, CHUNK_BYTES))
                                .addLast(new PlatformAnswer(client, exchange, answered));
                    }
                })
                .connect(address)
                .addListener((ChannelFuture connected) -> {
                    if (connected.isSuccess()) {
                        connected.channel().writeAndFlush(request);
                    } else {
                        request.release();
                        exchange.answer(unreachable("it can't be reached"));
                    }
                });
    }

    static HttpReply unreachable(String why) {
        return HttpReply.error(BAD_GATEWAY, "OpenRuntime.PlatformUnreachable", "the platform gave no answer: " + why);
    }
}
