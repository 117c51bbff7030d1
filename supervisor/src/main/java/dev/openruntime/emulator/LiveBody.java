package dev.openruntime.emulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A body that is taken while it comes. The event loop puts parts in and never waits; one thread takes them out. While
 * {@link #MOST_BYTES} are here, the connection isn't read any further.
 */
final class LiveBody implements Collector {
    /** More is not asked for; what had been read by then comes on top. */
    static final int MOST_BYTES = 128 * 1024;

    private static final int FEW_BYTES = MOST_BYTES / 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<byte[]> chunks = new ArrayDeque<>();
    private final Consumer<BooleanSupplier> reads;
    private int queued;
    private boolean held;
    private boolean unwanted;
    private Optional<Part> end = Optional.empty();

    /** What comes next. */
    sealed interface Part {
        /** Bytes; never none. */
        @SuppressWarnings("ArrayRecordComponent") // handed over, never shared
        record Chunk(byte[] bytes) implements Part {}

        /** That was all. */
        record End(Map<String, String> trailers) implements Part {}

        /** The rest won't come. */
        record Cut() implements Part {}
    }

    /** @param reads has the connection read, or not, as is wanted by then; called on any thread */
    LiveBody(Consumer<BooleanSupplier> reads) {
        this.reads = reads;
    }

    @Override
    public void add(ByteBuf chunk) {
        byte[] bytes = ByteBufUtil.getBytes(chunk);
        change(() -> {
            if (bytes.length > 0 && !unwanted) {
                chunks.add(bytes);
                queued += bytes.length;
                held = held || queued >= MOST_BYTES;
            }
        });
    }

    @Override
    public void complete(HttpHeaders trailing) {
        change(() -> end = Optional.of(new Part.End(BodyCollector.trailers(trailing))));
    }

    @Override
    public void truncate() {
        change(() -> end = end.or(() -> Optional.of(new Part.Cut())));
    }

    /** Whether the connection is to be read. */
    boolean wantsMore() {
        lock.lock();
        try {
            return !held;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody takes any more of it: what comes is dropped. */
    void drop() {
        change(() -> {
            unwanted = true;
            chunks.clear();
            queued = 0;
            held = false;
        });
    }

    /** Waits for the next part. Its client is known to be there, or to have cut it short, so this ends. */
    Part next() {
        lock.lock();
        try {
            while (chunks.isEmpty() && end.isEmpty()) {
                changed.awaitUninterruptibly();
            }
            if (chunks.isEmpty()) {
                return end.orElseThrow();
            }
            byte[] bytes = chunks.remove();
            queued -= bytes.length;
            held = held && queued > FEW_BYTES;
            return new Part.Chunk(bytes);
        } finally {
            lock.unlock();
            reads.accept(this::wantsMore);
        }
    }

    @Override
    public RequestBody await() {
        var kept = new ByteArrayOutputStream();
        long size = 0;
        while (true) {
            switch (next()) {
                case Part.Chunk(byte[] bytes) -> {
                    size += bytes.length;
                    if (size <= Emulator.MAX_PAYLOAD_BYTES) {
                        kept.writeBytes(bytes);
                    }
                }
                case Part.End(Map<String, String> trailers) -> {
                    return size > Emulator.MAX_PAYLOAD_BYTES
                            ? new RequestBody.TooLarge(size)
                            : new RequestBody.Complete(kept.toByteArray(), trailers);
                }
                case Part.Cut() -> {
                    return new RequestBody.Truncated();
                }
            }
        }
    }

    private void change(Runnable step) {
        lock.lock();
        try {
            step.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        reads.accept(this::wantsMore);
    }
}
