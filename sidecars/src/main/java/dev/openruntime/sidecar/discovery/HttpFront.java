package dev.openruntime.sidecar.discovery;

import dev.openruntime.sidecar.SidecarContext;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.Future;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Netty on a socket that listens already: one event loop for the port and all connections. */
final class HttpFront {

    private final EventLoopGroup loop;

    private HttpFront(EventLoopGroup loop) {
        this.loop = loop;
    }

    /**
     * Takes the socket over and serves; blocks until the event loop has it.
     *
     * @param whenClosed told on the event loop when the port is closed, by whomever
     */
    static HttpFront serve(ServerSocketChannel socket, Answers answers, SidecarContext context, Runnable whenClosed) {
        ThreadFactory daemons =
                Thread.ofPlatform().daemon().name(context.name() + "-io").factory();
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, daemons, NioIoHandler.newFactory());
        HttpFront front = new HttpFront(loop);
        ChannelFuture registered = new ServerBootstrap()
                .group(loop)
                .channelFactory(() -> new NioServerSocketChannel(socket))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        connection.pipeline().addLast(new HttpServerCodec(), new DiscoveryHandler(answers, context));
                    }
                })
                .register()
                .awaitUninterruptibly();
        if (!registered.isSuccess()) {
            var _ = front.beginClosing(Duration.ZERO);
            throw new IllegalStateException("Netty refused the socket", registered.cause());
        }
        registered.channel().closeFuture().addListener(closed -> whenClosed.run());
        return front;
    }

    /** Closes the port and every connection. */
    void close(Duration within) throws InterruptedException {
        beginClosing(within).await(within.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The same without waiting for it. */
    Future<?> beginClosing(Duration within) {
        return loop.shutdownGracefully(0, within.toNanos(), TimeUnit.NANOSECONDS);
    }
}
