package dev.openruntime.admin;

import static io.netty.handler.codec.http.HttpHeaderNames.ALLOW;
import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;
import static io.netty.handler.codec.http.HttpHeaderValues.CLOSE;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: takes one request, has it answered by another thread, and closes. Event loop only. */
final class AdminConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(AdminConnection.class);

    private final Executor answering;
    private final Function<Request, Answer> answers;
    private boolean asked;

    AdminConnection(Executor answering, Function<Request, Answer> answers) {
        this.answering = answering;
        this.answers = answers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext connection, FullHttpRequest request) {
        if (asked) {
            return; // sent ahead, though it is told that the connection closes
        }
        asked = true;
        boolean withBody = !request.method().equals(HttpMethod.HEAD);
        if (request.decoderResult().isFailure()) {
            send(connection, Answer.refusal(400, "cannot read the request: it is not HTTP/1.1, or too long"), withBody);
            return;
        }
        Request question = question(request);
        answering.execute(() -> {
            Answer answer = answer(question);
            connection.executor().execute(() -> send(connection, answer, withBody));
        });
    }

    private static Request question(FullHttpRequest request) {
        try {
            return new Request(request.method().name(), new QueryStringDecoder(request.uri()).path());
        } catch (IllegalArgumentException e) {
            return new Request(request.method().name(), request.uri()); // broken escapes: no path of ours
        }
    }

    private Answer answer(Request question) {
        try {
            return answers.apply(question);
        } catch (RuntimeException e) {
            LOG.error("internal error: cannot answer {} {}", question.method(), question.path(), e);
            return Answer.refusal(500, "internal error: " + e);
        }
    }

    private static void send(ChannelHandlerContext connection, Answer answer, boolean withBody) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                withBody ? Unpooled.wrappedBuffer(body) : Unpooled.EMPTY_BUFFER);
        response.headers()
                .set(CONTENT_TYPE, answer.type())
                .set(CONTENT_LENGTH, body.length)
                .set(CONNECTION, CLOSE);
        if (!answer.allow().isEmpty()) {
            response.headers().set(ALLOW, answer.allow());
        }
        connection.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    /** A client that goes away in the middle is no concern of anybody's. */
    @Override
    public void exceptionCaught(ChannelHandlerContext connection, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.debug("a connection to the admin endpoint broke", cause);
        }
        var _ = connection.close();
    }
}
