package dev.openruntime.handler;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of the handler's process: takes requests one after the other, and goes on reading while one waits for
 * its answer, so that a client that leaves is noticed. Requests that are sent ahead (pipelining) wait in a queue, of
 * bounded length. Event loop only, but for {@link #answer}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close is seen as the end of the connection
final class Connection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int MOST_AHEAD = 4096;
    private static final int MOST_BYTES_AHEAD = 2 * RequestBody.MOST_BYTES;

    private final RuntimeApiHandler handler;
    private final Channel channel;
    private final PlatformRelay relay;
    private final Queue<HttpObject> ahead = new ArrayDeque<>();
    private long bytesAhead;
    private Optional<Exchange> open = Optional.empty();
    private boolean inputEnded;

    Connection(RuntimeApiHandler handler, Channel channel, PlatformRelay relay) {
        this.handler = handler;
        this.channel = channel;
        this.relay = relay;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        HttpObject part = (HttpObject) message;
        if (!ahead.isEmpty() || open.filter(Exchange::isIn).isPresent()) {
            ahead.add(part);
            bytesAhead +=
                    part instanceof HttpContent content ? content.content().readableBytes() : 0;
            if (ahead.size() > MOST_AHEAD || bytesAhead > MOST_BYTES_AHEAD) {
                LOG.warn("the handler is cut off: it sent too many requests ahead of their answers");
                channel.close();
            }
            return;
        }
        take(part);
    }

    private void take(HttpObject part) {
        try {
            if (part.decoderResult().isFailure()) {
                broken();
                return;
            }
            if (part instanceof HttpRequest head) {
                Exchange begun = new Exchange(this, handler, head);
                open = Optional.of(begun);
                begun.begin();
                if (HttpUtil.is100ContinueExpected(head)) {
                    channel.writeAndFlush(
                            new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
                }
            }
            if (part instanceof HttpContent content && open.isPresent()) {
                Exchange exchange = open.get();
                exchange.add(content.content());
                if (content instanceof LastHttpContent last) {
                    exchange.come(last.trailingHeaders());
                }
            }
        } finally {
            ReferenceCountUtil.release(part);
        }
    }

    /** Where the next request begins can't be known any more. */
    private void broken() {
        inputEnded = true;
        if (open.isPresent()) {
            open.get().truncated();
        } else {
            HttpReply reply = HttpReply.error(400, "BadRequest", "cannot read the request: it is not HTTP/1.1");
            write(reply, false, Optional.empty());
        }
    }

    /** Answers a request, unless it is answered or its client has gone. Any thread. */
    void answer(Exchange exchange, HttpReply reply) {
        inLoop(() -> answered(exchange, reply, Optional.empty()));
    }

    /** The same, and tells when the answer is on its way. */
    void answer(Exchange exchange, HttpReply reply, Runnable then) {
        inLoop(() -> answered(exchange, reply, Optional.of(then)));
    }

    /** Reads on, or not. Any thread; what is wanted is asked on the event loop, so that the last wish counts. */
    void reads(BooleanSupplier wanted) {
        inLoop(() -> channel.config().setAutoRead(wanted.getAsBoolean()));
    }

    private void inLoop(Runnable step) {
        if (channel.eventLoop().inEventLoop()) {
            step.run();
        } else {
            channel.eventLoop().execute(step);
        }
    }

    private void answered(Exchange exchange, HttpReply reply, Optional<Runnable> then) {
        if (open.filter(current -> current == exchange).isEmpty() || !channel.isActive()) {
            then.ifPresent(Runnable::run);
            return;
        }
        write(reply, HttpUtil.isKeepAlive(exchange.head()) && !inputEnded, then);
        over();
    }

    private void write(HttpReply reply, boolean keepAlive, Optional<Runnable> then) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(reply.status()),
                Unpooled.wrappedBuffer(reply.body().bytes()));
        reply.headers().forEach(header -> response.headers().add(header.name(), header.value()));
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length());
        HttpUtil.setKeepAlive(response, keepAlive);
        ChannelFuture written = channel.writeAndFlush(response);
        then.ifPresent(what -> written.addListener(_ -> what.run()));
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** The request that was open is answered: on with those that were sent ahead. */
    private void over() {
        open = Optional.empty();
        while (!ahead.isEmpty() && open.filter(Exchange::isIn).isEmpty()) {
            HttpObject next = ahead.remove();
            bytesAhead -=
                    next instanceof HttpContent content ? content.content().readableBytes() : 0;
            take(next);
        }
    }

    /** Lets the platform answer; the client is on the same event loop. */
    void passOn(Exchange exchange, RequestBody body) {
        relay.pass(exchange, body, channel, this::over);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ended();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ahead.forEach(ReferenceCountUtil::release);
        ahead.clear();
        ended();
        context.fireChannelInactive();
    }

    /**
     * The client sends no more. In the middle of a body that truncates it, and the client may still read what is said
     * about that; after a whole request it has gone, for no client known half-closes a connection and then waits.
     */
    private void ended() {
        inputEnded = true;
        if (open.isPresent() && !open.get().isIn() && ahead.isEmpty()) {
            open.get().truncated();
        } else if (ahead.isEmpty()) {
            open.ifPresent(Exchange::abandoned);
            channel.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("a connection of the handler broke", cause); // its process was killed, most likely
        context.close();
    }
}
