package dev.openruntime.admin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Netty on a socket that listens already. A connection is for one request, small, and not for long; of more than there
 * is room for, the oldest goes, so that no client that hangs is in another's way. All state belongs to the event loop.
 */
final class AdminFront {

    /** From accept to the last byte of the answer. */
    static final Duration CONNECTION_WITHIN = Duration.ofSeconds(10);

    static final int MOST_CONNECTIONS = 16;

    private static final int LONGEST_REQUEST_LINE = 1024;
    private static final int MOST_HEADER_BYTES = 4096;
    private static final int MOST_BODY_BYTES = 1024;

    private final EventLoopGroup loop;
    private final Executor answering;
    private final Function<Request, Answer> answers;
    private final ArrayDeque<Channel> connections = new ArrayDeque<>();

    private AdminFront(EventLoopGroup loop, Executor answering, Function<Request, Answer> answers) {
        this.loop = loop;
        this.answering = answering;
        this.answers = answers;
    }

    /**
     * Takes a listening socket over and serves; blocks until the event loop has it.
     *
     * @param answering runs what makes an answer
     */
    static AdminFront serve(ServerSocketChannel socket, Executor answering, Function<Request, Answer> answers)
            throws IOException {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
                1, Thread.ofPlatform().daemon().name("admin-io").factory(), NioIoHandler.newFactory());
        AdminFront front = new AdminFront(loop, answering, answers);
        ChannelFuture registered = new ServerBootstrap()
                .group(loop)
                .channelFactory(() -> new NioServerDomainSocketChannel(socket))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        front.welcome(connection);
                    }
                })
                .register()
                .awaitUninterruptibly();
        if (!registered.isSuccess()) {
            front.close();
            throw new IOException("Netty refused the socket: " + registered.cause(), registered.cause());
        }
        return front;
    }

    /** Ends all connections; waits for nothing. */
    void close() {
        var _ = loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
    }

    private void welcome(Channel connection) {
        connections.add(connection);
        connection.closeFuture().addListener(_ -> connections.remove(connection));
        if (connections.size() > MOST_CONNECTIONS) {
            cutOff(connections.remove());
        }
        var limit = connection
                .eventLoop()
                .schedule(() -> cutOff(connection), CONNECTION_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        connection.closeFuture().addListener(_ -> limit.cancel(false));
        connection
                .pipeline()
                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                        .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                        .setMaxHeaderSize(MOST_HEADER_BYTES)))
                .addLast(new HttpObjectAggregator(MOST_BODY_BYTES, /* closeOnExpectationFailed= */ true))
                .addLast(new AdminConnection(answering, answers));
    }

    private static void cutOff(Channel connection) {
        ChannelFuture _ = connection.close();
    }
}
