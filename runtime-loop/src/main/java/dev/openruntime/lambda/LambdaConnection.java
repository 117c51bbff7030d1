package dev.openruntime.lambda;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.resolver.NoopAddressResolverGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One keep-alive connection to the platform, for one request at a time. Blocks its caller, and so belongs to one
 * thread.
 *
 * <p>No request has a timeout: the platform freezes the environment inside {@code next}, and a {@code next} that was
 * given up would swallow the event that it was meant for. A connection that the platform closed while it was idle is
 * opened again; a request that found it closed before any byte of an answer came is sent once more.
 */
final class LambdaConnection implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MS = 1_000;
    private static final int MOST_INITIAL_LINE_BYTES = 8 * 1024;

    /** Request line and headers together may be this long on the platform. */
    private static final int MOST_HEADER_BYTES = 1024 * 1024;

    private static final int CHUNK_BYTES = 64 * 1024;

    private final String address;
    private final Bootstrap bootstrap;
    private volatile Optional<Open> open = Optional.empty();
    private volatile boolean closed;

    private record Open(Channel channel, ReplyCollector collector) {}

    /** @param address {@code host:port}, as {@code AWS_LAMBDA_RUNTIME_API} has it */
    LambdaConnection(EventLoopGroup eventLoop, String address) {
        this.address = address;
        this.bootstrap = new Bootstrap()
                .group(eventLoop)
                .channel(NioSocketChannel.class)
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS);
    }

    /** The {@code Host} header's value. */
    String address() {
        return address;
    }

    /**
     * Sends the request and blocks for the whole reply.
     *
     * @throws IOException where the platform can't be reached, or hung up
     */
    Reply exchange(FullHttpRequest request) throws IOException {
        Optional<Open> idle = open.filter(connection -> connection.channel().isActive());
        if (idle.isEmpty()) {
            return send(connect(), request);
        }
        try {
            return send(idle.get(), request.retainedDuplicate());
        } catch (IOException stale) {
            if (idle.get().collector().hasBegun()) {
                throw stale;
            }
            return send(connect(), request);
        }
    }

    private Open connect() throws IOException {
        if (closed) {
            throw new IOException("the connection was closed");
        }
        ReplyCollector collector = new ReplyCollector();
        Bootstrap attempt = bootstrap.clone().handler(new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline()
                        .addLast(new HttpClientCodec(MOST_INITIAL_LINE_BYTES, MOST_HEADER_BYTES, CHUNK_BYTES))
                        .addLast(collector);
            }
        });
        ChannelFuture connected = attempt.connect(socketAddress()).awaitUninterruptibly();
        if (!connected.isSuccess()) {
            throw new IOException(
                    "cannot connect to " + address + ": " + inWords(connected.cause()), connected.cause());
        }
        Open connection = new Open(connected.channel(), collector);
        open = Optional.of(connection);
        if (closed) {
            ChannelFuture _ = connection.channel().close();
        }
        return connection;
    }

    private InetSocketAddress socketAddress() throws IOException {
        int colon = address.lastIndexOf(':');
        try {
            if (colon <= 0) {
                throw new IllegalArgumentException("there is no host");
            }
            int port = Integer.parseInt(address.substring(colon + 1));
            InetSocketAddress socket = new InetSocketAddress(address.substring(0, colon), port);
            if (socket.isUnresolved()) {
                throw new IOException("cannot resolve the host of " + address);
            }
            return socket;
        } catch (IllegalArgumentException e) {
            throw new IOException("cannot read `" + address + "` as HOST:PORT", e);
        }
    }

    private static Reply send(Open connection, FullHttpRequest request) throws IOException {
        CompletableFuture<Reply> reply = connection.collector().expect();
        // Listening begins before the write does: the event loop may be ended in between, and has nobody to tell then.
        ChannelPromise done = connection.channel().newPromise().addListener(written -> {
            if (!written.isSuccess()) {
                reply.completeExceptionally(written.cause());
            }
        });
        ChannelFuture _ = connection.channel().writeAndFlush(request, done);
        try {
            return reply.get();
        } catch (ExecutionException e) {
            throw new IOException(inWords(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String inWords(@Nullable Throwable cause) {
        if (cause instanceof ClosedChannelException) {
            return "the connection was closed";
        }
        return cause instanceof IOException && cause.getMessage() != null ? cause.getMessage() : String.valueOf(cause);
    }

    /** Ends an exchange that is under way with an error; may be called by any thread. */
    @Override
    public void close() {
        closed = true;
        open.ifPresent(connection -> connection.channel().close().awaitUninterruptibly());
    }
}
