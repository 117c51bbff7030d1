package dev.openruntime.sidecar.loopback;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.nio.channels.ServerSocketChannel;
import java.util.function.Consumer;

/** Netty on a socket that listens already: the event loop of the sidecar for the port and all connections. */
final class HttpFront {

    private HttpFront() {}

    /**
     * Takes the socket over and serves; blocks until the event loop has it.
     *
     * @param handlers adds to each connection who answers its requests
     * @param whenClosed told on the event loop when the port is closed, by whomever
     */
    static void serve(
            ServerSocketChannel socket, EventLoopGroup loop, Consumer<ChannelPipeline> handlers, Runnable whenClosed) {
        ChannelFuture registered = new ServerBootstrap()
                .group(loop)
                .channelFactory(() -> new NioServerSocketChannel(socket))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        connection.pipeline().addLast(new HttpServerCodec());
                        handlers.accept(connection.pipeline());
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
