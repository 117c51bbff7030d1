package dev.openruntime.sidecar.discovery;

import dev.openruntime.sidecar.SidecarContext;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.nio.channels.ServerSocketChannel;

/** Netty on a socket that listens already: the event loop of the sidecar for the port and all connections. */
final class HttpFront {

    private HttpFront() {}

    /**
     * Takes the socket over and serves; blocks until the event loop has it.
     *
     * @param whenClosed told on the event loop when the port is closed, by whomever
     */
    static void serve(
            ServerSocketChannel socket,
            EventLoopGroup loop,
            Requests requests,
            SidecarContext context,
            Runnable whenClosed) {
        ChannelFuture registered = new ServerBootstrap()
                .group(loop)
                .channelFactory(() -> new NioServerSocketChannel(socket))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        connection.pipeline().addLast(new HttpServerCodec(), new DiscoveryHandler(requests, context));
                    }
                })
                .register()
                .awaitUninterruptibly();
        if (!registered.isSuccess()) {
            throw new IllegalStateException("Netty refused the socket", registered.cause());
        }
        registered.channel().closeFuture().addListener(closed -> whenClosed.run());
    }
}
