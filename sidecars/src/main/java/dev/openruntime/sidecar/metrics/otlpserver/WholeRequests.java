package dev.openruntime.sidecar.metrics.otlpserver;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/**
 * Waits for the end of each request, whose body may have so many bytes; one that has more is refused and hung up on.
 */
final class WholeRequests extends HttpObjectAggregator {

    private final Exports exports;

    WholeRequests(int mostBytes, Exports exports) {
        super(mostBytes);
        this.exports = exports;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext connection, HttpMessage tooLong) {
        String type = String.valueOf(tooLong.headers().get("content-type"));
        OtlpHandler.send(connection, exports.tooLong(type.startsWith("application/json")), /* keepAlive= */ false);
    }
}
