package dev.openruntime.lambda;

import dev.openruntime.invocation.Body;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * Puts a response together on the event loop and hands it to the thread that waits for it. The body is copied once,
 * straight into an array of the announced length. One exchange at a time.
 */
final class ReplyCollector extends SimpleChannelInboundHandler<HttpObject> {

    private static final int FIRST_BYTES = 8 * 1024;

    /** More than the platform ever sends; what says it is longer is refused instead of filling the heap. */
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private volatile CompletableFuture<Reply> waiting = new CompletableFuture<>();
    private volatile boolean begun;
    private int status;
    private HttpHeaders headers = EmptyHttpHeaders.INSTANCE;
    private byte[] body = new byte[0];
    private int length;

    /** The reply to the request that is sent next. Called before it is sent. */
    CompletableFuture<Reply> expect() {
        begun = false;
        waiting = new CompletableFuture<>();
        return waiting;
    }

    /** Whether anything of the reply has come. */
    boolean hasBegun() {
        return begun;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) throws IOException {
        begun = true;
        if (message.decoderResult().isFailure()) {
            throw new IOException("no HTTP response", message.decoderResult().cause());
        }
        if (message instanceof HttpResponse response) {
            begin(response);
        }
        if (message instanceof HttpContent content) {
            append(content.content());
            if (message instanceof LastHttpContent) {
                byte[] whole = length == body.length ? body : Arrays.copyOf(body, length);
                waiting.complete(new Reply(status, headers, Body.of(whole)));
            }
        }
    }

    private void begin(HttpResponse response) throws IOException {
        long announced = HttpUtil.getContentLength(response, FIRST_BYTES);
        if (announced > MOST_BYTES) {
            throw new IOException("a response of " + announced + " bytes, at most " + MOST_BYTES + " are taken");
        }
        status = response.status().code();
        headers = response.headers();
        body = new byte[(int) announced];
        length = 0;
    }

    private void append(ByteBuf bytes) throws IOException {
        int more = bytes.readableBytes();
        if (length + more > body.length) {
            if (length + more > MOST_BYTES) {
                throw new IOException("a response of more than " + MOST_BYTES + " bytes");
            }
            body = Arrays.copyOf(body, Math.max(body.length * 2, length + more));
        }
        bytes.readBytes(body, length, more);
        length += more;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        waiting.completeExceptionally(new IOException("the connection was closed"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        waiting.completeExceptionally(cause);
        ChannelFuture _ = context.close();
    }
}
