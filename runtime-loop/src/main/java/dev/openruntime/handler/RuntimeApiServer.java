package dev.openruntime.handler;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/** Serves the Runtime API to the handler's processes, on one event loop for all that ever live. */
public final class RuntimeApiServer {

    /** All headers of a request together: a runtime may send a trace of up to 1 MiB in one of them. */
    private static final int MOST_HEADER_BYTES = 2 * 1024 * 1024;

    private static final int LONGEST_REQUEST_LINE = 64 * 1024;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int ONE_THREAD = 1;

    private final EventLoopGroup loop;
    private final PlatformRelay relay;

    /** What serves one process. */
    public static final class Serving {

        private final ChannelGroup connections;
        private final RuntimeApiHandler handler;

        private Serving(ChannelGroup connections, RuntimeApiHandler handler) {
            this.connections = connections;
            this.handler = handler;
        }

        /** Waits until the process's end has closed all its connections, so that all that it sent has been heard. */
        public boolean awaitClosed(Duration within) {
            return connections.newCloseFuture().awaitUninterruptibly(within.toMillis());
        }

        /**
         * Cuts off whoever is still connected; waits for nothing. Not while a streamed response passes on, which may be
         * read slowly: what its dead process had sent of it comes first, and then the connection's own end.
         */
        public void cutOff() {
            if (!handler.isStreaming()) {
                var _ = connections.close();
            }
        }
    }

    /**
     * Serves nothing yet.
     *
     * @param platform {@code HOST:PORT} of what isn't served here
     */
    public RuntimeApiServer(String platform) {
        ThreadFactory threads = Thread.ofPlatform().daemon().name("handler-io").factory();
        this.loop = new MultiThreadIoEventLoopGroup(ONE_THREAD, threads, NioIoHandler.newFactory());
        this.relay = new PlatformRelay(loop, platform);
    }

    /** Serves a process at its port, which belongs to the event loop from here on. Blocks until it has it. */
    public Serving serve(HandlerPort port, RuntimeApiHandler handler) {
        ChannelGroup connections = new DefaultChannelGroup(loop.next());
        ChannelFuture registered = new ServerBootstrap()
                .group(loop)
                .channelFactory(() -> new NioServerSocketChannel(port.socket()))
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                                        .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                                        .setMaxHeaderSize(MOST_HEADER_BYTES)
                                        .setMaxChunkSize(CHUNK_BYTES)))
                                .addLast(new Connection(handler, channel, relay));
                    }
                })
                .register()
                .awaitUninterruptibly();
        if (!registered.isSuccess()) {
            throw new IllegalStateException(
                    "internal error: the event loop refused the port of the handler", registered.cause());
        }
        return new Serving(connections, handler);
    }
}
