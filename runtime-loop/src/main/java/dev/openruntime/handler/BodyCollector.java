package dev.openruntime.handler;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Header;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;

/** Gathers a request's body, at most {@link RequestBody#MOST_BYTES} of it. Event loop only. */
final class BodyCollector {

    private static final int LEAST_BYTES = 8 * 1024;

    private byte[] kept;
    private long bytes;

    /** @param announced the body's length; 0: unknown, or none */
    BodyCollector(long announced) {
        this.kept = new byte[Math.clamp(announced, 0, RequestBody.MOST_BYTES)];
    }

    void add(ByteBuf chunk) {
        int more = chunk.readableBytes();
        if (bytes + more <= RequestBody.MOST_BYTES) {
            int have = (int) bytes;
            if (have + more > kept.length) {
                kept = Arrays.copyOf(kept, Math.max(Math.max(LEAST_BYTES, kept.length * 2), have + more));
            }
            chunk.getBytes(chunk.readerIndex(), kept, have, more);
        } else {
            kept = new byte[0];
        }
        bytes += more;
    }

    RequestBody whole(HttpHeaders trailing) {
        if (bytes > RequestBody.MOST_BYTES) {
            return new RequestBody.TooLarge(bytes);
        }
        List<Header> trailers = headers(trailing);
        int length = (int) bytes;
        return new RequestBody.Whole(Body.of(length == kept.length ? kept : Arrays.copyOf(kept, length)), trailers);
    }

    /** Those after the last chunk. */
    static List<Header> headers(HttpHeaders trailing) {
        return trailing.entries().stream()
                .map(entry -> new Header(entry.getKey(), entry.getValue()))
                .toList();
    }
}
