package dev.openruntime.emulator;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A response on its way from the runtime to the caller while it is made, one chunk at a time: the runtime is held up
 * while its caller is slow. The thread of the runtime's post puts in, the caller's takes out; the platform's may end
 * it.
 */
final class LiveResponse {
    private final String contentType;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<byte[]> chunk = Optional.empty();
    private Optional<PlatformError> error = Optional.empty();
    private boolean ended;
    private boolean abandoned;

    LiveResponse(String contentType) {
        this.contentType = contentType;
    }

    /** As the runtime posts it. */
    String contentType() {
        return contentType;
    }

    /** Hands bytes over; blocks while those before are not taken. After the end, or without a caller, they are lost. */
    void put(byte[] bytes) {
        lock.lock();
        try {
            while (chunk.isPresent() && !ended && !abandoned) {
                changed.awaitUninterruptibly();
            }
            if (!ended && !abandoned) {
                chunk = Optional.of(bytes);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** It is over; only the first end counts. */
    void end(Optional<PlatformError> why) {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                error = why;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Passes on what comes, to its end. */
    void writeTo(LiveAnswer.Sink sink) throws IOException, InterruptedException {
        for (Optional<byte[]> bytes = take(); bytes.isPresent(); bytes = take()) {
            sink.write(bytes.get());
        }
    }

    /** Waits for more bytes; empty when it is over. */
    Optional<byte[]> take() {
        lock.lock();
        try {
            while (chunk.isEmpty() && !ended) {
                changed.awaitUninterruptibly();
            }
            Optional<byte[]> taken = chunk;
            chunk = Optional.empty();
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Why it isn't whole; to be asked once it is over. */
    Optional<PlatformError> error() {
        lock.lock();
        try {
            return error;
        } finally {
            lock.unlock();
        }
    }

    /** The caller has gone. */
    void abandon() {
        lock.lock();
        try {
            abandoned = true;
            chunk = Optional.empty();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
