package dev.openruntime.emulator;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * An HTTP/1.1 server on 127.0.0.1. The event loop moves the bytes; each request runs on a virtual thread of its own.
 */
final class HttpServer implements AutoCloseable {
    /** All headers of a request together: a runtime may send a trace of up to 1 MiB in one of them. */
    private static final int MOST_HEADER_BYTES = 2 * 1024 * 1024;

    private static final int LONGEST_REQUEST_LINE = 64 * 1024;
    private static final int CHUNK_BYTES = 64 * 1024;

    private final Channel listening;
    private final ChannelGroup connections;

    private HttpServer(Channel listening, ChannelGroup connections) {
        this.listening = listening;
        this.connections = connections;
    }

    /** Answers requests; may block. */
    interface Service {
        HttpAnswer serve(Exchange exchange) throws InterruptedException;
    }

    /**
     * Opens a server.
     *
     * @param port 0 lets the system choose
     * @param name of its threads
     */
    static HttpServer open(EventLoopGroup loop, int port, String name, Service service) throws IOException {
        Executor threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 1).factory());
        ChannelGroup connections = new DefaultChannelGroup(loop.next());
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
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
                                .addLast(new HttpConnection(service, threads));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on 127.0.0.1:" + port + ": " + bound.cause(), bound.cause());
        }
        return new HttpServer(bound.channel(), connections);
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Closes the port and every connection; requests that are still served find their client gone. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
    }
}
