package dev.openruntime.sidecar.discovery.etcd;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;

/** Cuts the body of one answer into lines, as it comes. On the event loop. */
final class BodyLines extends SimpleChannelInboundHandler<HttpObject> {

    private final int largest;
    private final Consumer<byte[]> line;
    private final Consumer<String> ended;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private String why = "the connection was closed";

    BodyLines(int largest, Consumer<byte[]> line, Consumer<String> ended) {
        this.largest = largest;
        this.line = line;
        this.ended = ended;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext connection, HttpObject part) throws IOException {
        if (part instanceof HttpContent content) {
            cut(content.content());
        }
        if (begun.size() > largest || part.decoderResult().isFailure()) {
            why = "it sent what cannot be read";
            var _ = connection.close();
        } else if (part instanceof LastHttpContent) {
            why = "it ended";
            var _ = connection.close();
        }
    }

    private void cut(ByteBuf bytes) throws IOException {
        for (int length = bytes.bytesBefore((byte) '\n'); length >= 0; length = bytes.bytesBefore((byte) '\n')) {
            bytes.readBytes(begun, length);
            bytes.skipBytes(1);
            line.accept(begun.toByteArray());
            begun.reset();
        }
        bytes.readBytes(begun, bytes.readableBytes());
    }

    @Override
    public void channelInactive(ChannelHandlerContext connection) {
        ended.accept(why);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext connection, Throwable cause) {
        why = String.valueOf(cause.getMessage());
        var _ = connection.close();
    }
}
