package dev.openruntime.emulator;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: takes requests one after the other, hands each head to the service as soon as it is there, and goes
 * on reading while the service thinks, so that a client that goes away is noticed at once. Event loop only.
 *
 * <p>An answer may come before the request's body has arrived; the rest of the body is then read and dropped, so that
 * the connection stays of use. Requests sent ahead (pipelining) wait in a queue. One that sends more than that holds is
 * cut off: not to read on would be not to notice that it leaves.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close is seen as the end of the connection
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
    private static final int MOST_AHEAD = 4096;
    private static final int MOST_BYTES_AHEAD = 2 * Emulator.MAX_PAYLOAD_BYTES;

    private final HttpServer.Service service;
    private final Executor threads;
    private final Queue<HttpObject> ahead = new ArrayDeque<>();
    private long bytesAhead;
    private @Nullable Exchange exchange;
    private boolean requestRead;
    private boolean answerWritten;
    private boolean keepAlive;
    private boolean inputClosed;

    HttpConnection(HttpServer.Service service, Executor threads) {
        this.service = service;
        this.threads = threads;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var part = (HttpObject) message;
        if (!context.channel().isActive()) {
            ReferenceCountUtil.release(part); // read before it was closed
            return;
        }
        if (!ahead.isEmpty() || (exchange != null && requestRead)) {
            ahead.add(part);
            bytesAhead += bytesOf(part);
            if (ahead.size() > MOST_AHEAD || bytesAhead > MOST_BYTES_AHEAD) {
                LOG.warn("a client of the emulator is cut off: it sent too many requests ahead of their answers");
                context.close();
            }
            return;
        }
        take(context.channel(), part);
    }

    private static int bytesOf(HttpObject part) {
        return part instanceof HttpContent content ? content.content().readableBytes() : 0;
    }

    private void take(Channel channel, HttpObject part) {
        try {
            if (part.decoderResult().isFailure()) {
                takeBroken(channel, part.decoderResult().cause());
                return;
            }
            if (part instanceof HttpRequest head) {
                begin(channel, head);
            }
            if (part instanceof HttpContent content && exchange != null) {
                exchange.collector().add(content.content());
                if (content instanceof LastHttpContent last) {
                    exchange.collector().complete(last.trailingHeaders());
                    requestRead = true;
                    endIfDone(channel);
                }
            }
        } finally {
            ReferenceCountUtil.release(part);
        }
    }

    private void takeBroken(Channel channel, @Nullable Throwable cause) {
        if (exchange == null) {
            write(channel, unreadable(cause), false);
            return;
        }
        keepAlive = false; // where the next request begins can't be known any more
        requestRead = true;
        exchange.collector().truncate();
        if (answerWritten) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static HttpAnswer unreadable(@Nullable Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException tooLong ->
                HttpAnswer.text(414, "cannot read the request: its first line is too long\n");
            case TooLongHttpHeaderException tooLong ->
                HttpAnswer.text(431, "cannot read the request: its headers are too large\n");
            case null, default -> HttpAnswer.text(400, "cannot read the request: it is not HTTP/1.1\n");
        };
    }

    private void begin(Channel channel, HttpRequest head) {
        var begun = new Exchange(
                head, wanted -> inLoop(channel, () -> channel.config().setAutoRead(wanted.getAsBoolean())));
        exchange = begun;
        requestRead = false;
        answerWritten = false;
        keepAlive = HttpUtil.isKeepAlive(head);
        if (HttpUtil.is100ContinueExpected(head)) {
            channel.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
        threads.execute(() -> {
            HttpAnswer answer = serve(begun);
            inLoop(channel, () -> answered(channel, begun, answer));
            if (answer.live().isPresent()) {
                boolean whole = new LiveWriter(channel).write(answer.live().get());
                inLoop(channel, () -> liveEnded(channel, begun, whole));
            }
        });
    }

    private static void inLoop(Channel channel, Runnable step) {
        try {
            channel.eventLoop().execute(step);
        } catch (RejectedExecutionException closed) {
            LOG.debug("nobody is left on a connection: the emulator is closed");
        }
    }

    private HttpAnswer serve(Exchange begun) {
        try {
            return service.serve(begun);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return HttpAnswer.NONE;
        } catch (RuntimeException e) {
            LOG.error("internal error: the emulator failed on {} {}", begun.method(), begun.path(), e);
            return HttpAnswer.error(500, "InternalServerError", "Internal Server Error");
        }
    }

    private void answered(Channel channel, Exchange begun, HttpAnswer answer) {
        if (exchange != begun || !channel.isActive()) {
            return; // the connection was closed meanwhile
        }
        if (answer.status() == 0) {
            channel.close();
            return;
        }
        begun.live().ifPresent(LiveBody::drop); // what it needed of the body it has
        if (answer.live().isPresent()) {
            channel.writeAndFlush(liveHead(begun, answer));
            return;
        }
        answerWritten = true;
        write(channel, answer, keepAlive);
        endIfDone(channel);
    }

    private HttpResponse liveHead(Exchange begun, HttpAnswer answer) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
        answer.headers().forEach(header -> head.headers().add(header.name(), header.value()));
        boolean chunks = !begun.protocol().equals(HttpVersion.HTTP_1_0.text());
        keepAlive = keepAlive && chunks;
        HttpUtil.setTransferEncodingChunked(head, chunks);
        HttpUtil.setKeepAlive(head, keepAlive);
        return head;
    }

    private void liveEnded(Channel channel, Exchange begun, boolean whole) {
        if (exchange != begun || !channel.isActive()) {
            return; // the connection was closed meanwhile
        }
        if (!whole) {
            channel.close();
            return;
        }
        answerWritten = true;
        var written = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
        endIfDone(channel);
    }

    private static void write(Channel channel, HttpAnswer answer, boolean keepAlive) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body()));
        answer.headers().forEach(header -> response.headers().add(header.name(), header.value()));
        if (answer.status() != HttpResponseStatus.NO_CONTENT.code()) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
        }
        HttpUtil.setKeepAlive(response, keepAlive);
        var written = channel.writeAndFlush(response);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void endIfDone(Channel channel) {
        if (!requestRead || !answerWritten) {
            return;
        }
        exchange = null;
        while (!ahead.isEmpty() && (exchange == null || !requestRead)) {
            HttpObject next = ahead.remove();
            bytesAhead -= bytesOf(next);
            take(channel, next);
        }
        if (inputClosed) {
            inputEnded(channel);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputClosed = true;
            inputEnded(context.channel());
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        inputClosed = true;
        ahead.forEach(ReferenceCountUtil::release);
        ahead.clear();
        inputEnded(context.channel());
        context.fireChannelInactive();
    }

    /**
     * The client sends no more; what it sent may still wait for its turn. In the middle of a body that truncates it,
     * and the client may still read what is said about that; after a whole request it has gone, for no client known
     * half-closes a connection and then waits.
     */
    private void inputEnded(Channel channel) {
        if (exchange == null) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else if (!requestRead && ahead.isEmpty()) {
            requestRead = true;
            exchange.collector().truncate();
            exchange.clientGone(); // who waits for something else than the body is not to wait any longer
            endIfDone(channel); // the answer may have been sent before the body's end
        } else if (requestRead) {
            exchange.clientGone();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("a connection to the emulator broke", cause); // its client was killed, most likely
        } else if (cause instanceof DecoderException) { // the codec bounds the requests ahead, too
            LOG.warn("a client of the emulator is cut off: {}", String.valueOf(cause.getMessage()));
        } else {
            LOG.error("internal error: a connection to the emulator failed", cause);
        }
        context.close();
    }
}
