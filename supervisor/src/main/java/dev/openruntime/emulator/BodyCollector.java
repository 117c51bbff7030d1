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
final class BodyCollector {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final CompletableFuture<RequestBody> result = new CompletableFuture<>();
    private long size;

    void add(ByteBuf chunk) {
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

    void complete(HttpHeaders trailing) {
        if (size > Emulator.MAX_PAYLOAD_BYTES) {
            result.complete(new RequestBody.TooLarge(size));
            return;
        }
        Map<String, String> trailers = new HashMap<>();
        trailing.forEach(entry -> trailers.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()));
        result.complete(new RequestBody.Complete(kept.toByteArray(), Map.copyOf(trailers)));
    }

    void truncate() {
        result.complete(new RequestBody.Truncated());
    }

    RequestBody await() {
        return result.join();
    }
}
