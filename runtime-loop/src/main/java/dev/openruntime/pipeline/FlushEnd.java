package dev.openruntime.pipeline;

import java.util.Optional;

/**
 * What a flush came to.
 *
 * @param result the word for it
 * @param trouble what went wrong, in words, where somebody should read it
 * @param atNanos when, on the {@link System#nanoTime()} scale
 */
record FlushEnd(String result, Optional<String> trouble, long atNanos) {

    /** What stands for a flush that went well, whoever flushed. */
    static final String DONE = "continue";

    static FlushEnd done() {
        return new FlushEnd(DONE, Optional.empty(), System.nanoTime());
    }

    static FlushEnd failed(FlushFailure failure) {
        return trouble(failure.kind().word(), String.valueOf(failure.getMessage()));
    }

    static FlushEnd trouble(String result, String what) {
        return new FlushEnd(result, Optional.of(what), System.nanoTime());
    }

    /** Nobody was there: the child's own story tells why. */
    static FlushEnd unavailable() {
        return new FlushEnd("unavailable", Optional.empty(), System.nanoTime());
    }
}
