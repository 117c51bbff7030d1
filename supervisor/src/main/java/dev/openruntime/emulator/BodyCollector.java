package dev.openruntime.emulator;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Gathers a request's body, at most the limit of it. Fed by the event loop; any thread may wait for the result. */
final class BodyCollector implements Collector {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final CompletableFuture<RequestBody> result = new CompletableFuture<>();
    private long size;

    @Override
    public void add(ByteBuf chunk) {
        size += chunk.readableBytes();
        if (size > Emulator.MAX_PAYLOAD_BYTES) {
            kept.reset();
            return;
        }
        try {
            chunk.getBytes(chunk.readerIndex(), kept, chunk.readableBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("internal error: cannot write to memory", e);
        }
    }

    @Override
    public void complete(HttpHeaders trailing) {
        if (size > Emulator.MAX_PAYLOAD_BYTES) {
            result.complete(new RequestBody.TooLarge(size));
            return;
        }
        result.complete(new RequestBody.Complete(kept.toByteArray(), trailers(trailing)));
    }

    /** By lower-case name. */
    static Map<String, String> trailers(HttpHeaders trailing) {
        Map<String, String> trailers = new HashMap<>();
        trailing.forEach(entry -> trailers.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()));
        return Map.copyOf(trailers);
    }

    @Override
    public void truncate() {
        result.complete(new RequestBody.Truncated());
    }

    @Override
    public RequestBody await() {
        return result.join();
    }
}
