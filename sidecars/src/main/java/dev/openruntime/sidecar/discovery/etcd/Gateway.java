package dev.openruntime.sidecar.discovery.etcd;

import dev.openruntime.sidecar.discovery.source.Endpoint;
import dev.openruntime.sidecar.discovery.source.SourceFailure;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests to a member of etcd, a connection each. Any thread but an event loop, since callers wait: for the answer, or
 * for the watch to be connected.
 */
final class Gateway {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);
    private static final int LARGEST_LINE = 64 << 20;

    private final Login login;
    private final Optional<Tls> tls;
    private final Supplier<EventLoopGroup> loop;

    Gateway(Login login, Optional<Tls> tls, Supplier<EventLoopGroup> loop) {
        this.login = login;
        this.tls = tls;
        this.loop = loop;
    }

    /** The body of the answer. */
    byte[] post(Endpoint server, String path, byte[] json, Duration within) throws SourceFailure, InterruptedException {
        logIn(server, within);
        try {
            return ask(server, path, json, within);
        } catch (SourceFailure refused) {
            if (refused.getCause() instanceof ExecutionException answered
                    && answered.getCause() instanceof WholeBody.Refusal refusal
                    && login.isOver(refusal.status())) {
                logIn(server, within);
                return ask(server, path, json, within);
            }
            throw refused;
        }
    }

    private void logIn(Endpoint server, Duration within) throws SourceFailure, InterruptedException {
        Optional<byte[]> due = login.due();
        if (due.isPresent()) {
            try {
                login.done(ask(server, Login.PATH, due.get(), within));
            } catch (SourceFailure | IOException e) {
                throw new SourceFailure("cannot log in: " + e.getMessage(), e);
            }
        }
    }

    private byte[] ask(Endpoint server, String path, byte[] json, Duration within)
            throws SourceFailure, InterruptedException {
        WholeBody body = new WholeBody();
        Channel connection = send(server, path, json, body);
        try {
            return body.bytes().get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SourceFailure(server.address() + " gave no answer within " + within.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new SourceFailure(server.address() + ": " + reason(e.getCause()), e);
        } finally {
            var _ = connection.close();
        }
    }

    /**
     * Lines of an answer that has no end.
     *
     * @param line told of each, on the event loop, in order
     * @param ended told once when there will be no more, and why
     */
    Channel watch(Endpoint server, String path, byte[] json, Consumer<byte[]> line, Consumer<String> ended)
            throws SourceFailure, InterruptedException {
        return send(server, path, json, new BodyLines(LARGEST_LINE, line, ended));
    }

    private Channel send(Endpoint server, String path, byte[] json, ChannelHandler answer)
            throws SourceFailure, InterruptedException {
        Optional<SslHandler> secured =
                tls.isEmpty() ? Optional.empty() : Optional.of(tls.get().handler(server, ByteBufAllocator.DEFAULT));
        ChannelFuture connecting = new Bootstrap()
                .group(loop.get())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_WITHIN.toMillis())
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        secured.ifPresent(connection.pipeline()::addLast);
                        connection.pipeline().addLast(new HttpClientCodec(), answer);
                    }
                })
                .connect(resolved(server));
        if (!connecting.await(2 * CONNECT_WITHIN.toMillis(), TimeUnit.MILLISECONDS) || !connecting.isSuccess()) {
            var _ = connecting.channel().close();
            throw new SourceFailure("cannot reach " + server.address() + ": " + reason(connecting.cause()));
        }
        Channel connection = connecting.channel();
        if (secured.isPresent()) {
            shakeHands(server, secured.get(), connection);
        }
        var _ = connection.writeAndFlush(request(server, path, json));
        return connection;
    }

    private static void shakeHands(Endpoint server, SslHandler secured, Channel connection)
            throws SourceFailure, InterruptedException {
        Future<Channel> hands = secured.handshakeFuture();
        if (!hands.await(2 * CONNECT_WITHIN.toMillis(), TimeUnit.MILLISECONDS) || !hands.isSuccess()) {
            var _ = connection.close();
            throw new SourceFailure(
                    "cannot trust " + server.address() + ", or it does not trust us: " + reason(hands.cause()));
        }
    }

    /** Here, since Netty would have the JDK do it on the event loop. */
    private static InetSocketAddress resolved(Endpoint server) throws SourceFailure {
        try {
            return new InetSocketAddress(InetAddress.getByName(server.host()), server.port());
        } catch (UnknownHostException e) {
            throw new SourceFailure("cannot reach " + server.address() + ": no such host is known", e);
        }
    }

    private FullHttpRequest request(Endpoint server, String path, byte[] json) {
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path, Unpooled.wrappedBuffer(json));
        request.headers()
                .set(HttpHeaderNames.HOST, server.address())
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CONTENT_LENGTH, json.length);
        login.token().ifPresent(secret -> request.headers().set(HttpHeaderNames.AUTHORIZATION, secret));
        return request;
    }

    private static String reason(@Nullable Throwable cause) {
        return cause == null ? "no connection in time" : String.valueOf(cause.getMessage());
    }
}
