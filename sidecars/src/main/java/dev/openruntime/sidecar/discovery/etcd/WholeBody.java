package dev.openruntime.sidecar.discovery.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Gathers the body of one answer. On the event loop. */
final class WholeBody extends SimpleChannelInboundHandler<HttpObject> {

    private static final int LARGEST = 64 << 20;
    private static final int OK = 200;

    private final CompletableFuture<byte[]> bytes = new CompletableFuture<>();
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private int status;

    /** Completes with the body of an answer of status 200, or exceptionally. */
    CompletableFuture<byte[]> bytes() {
        return bytes;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext connection, HttpObject part) throws IOException {
        if (part instanceof HttpResponse head) {
            status = head.status().code();
        }
        if (part.decoderResult().isFailure()) {
            fail("that is no HTTP answer");
        } else if (part instanceof HttpContent content) {
            content.content().readBytes(gathered, content.content().readableBytes());
            if (gathered.size() > LARGEST) {
                fail("its answer is larger than 64 MiB");
                var _ = connection.close();
            } else if (part instanceof LastHttpContent) {
                complete();
            }
        }
    }

    /** An answer of another status. */
    static final class Refusal extends IOException {

        private static final long serialVersionUID = 1L;

        private final int status;

        private Refusal(int status, String body) {
            super("it answered " + status + ": "
                    + body.substring(0, Math.min(200, body.length())).strip());
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private void complete() {
        if (status == OK) {
            bytes.complete(gathered.toByteArray());
        } else {
            bytes.completeExceptionally(new Refusal(status, gathered.toString(UTF_8)));
        }
    }

    private void fail(String why) {
        bytes.completeExceptionally(new IOException(why));
    }

    @Override
    public void channelInactive(ChannelHandlerContext connection) {
        fail("the connection was closed before it answered");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext connection, Throwable cause) {
        bytes.completeExceptionally(cause);
        var _ = connection.close();
    }
}
