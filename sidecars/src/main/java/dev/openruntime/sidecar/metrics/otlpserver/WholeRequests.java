package dev.openruntime.sidecar.metrics.otlpserver;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpUtil;

/**
 * Waits for the end of each request, whose body may have so many bytes; of one that has more the rest is read and
 * dropped.
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
        OtlpHandler.send(
                connection, exports.tooLong(type.startsWith("application/json")), HttpUtil.isKeepAlive(tooLong));
    }
}
