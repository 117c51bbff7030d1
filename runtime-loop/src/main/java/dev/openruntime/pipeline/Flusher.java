package dev.openruntime.pipeline;

import dev.openruntime.invocation.Deadline;

/**
 * A child that no event passes, and that has something to bring out of the process all the same: a sidecar. Implemented
 * by the supervisor. Never flushed twice at the same time.
 */
public interface Flusher {

    /** The child's name in the configuration. */
    String name();

    /** How it is flushed. */
    FlushTerms terms();

    /** Whether it is there to be flushed. Any thread; at once, and without cost: asked whenever a flush is due. */
    boolean isReady();

    /**
     * Whether {@link #flush} is sure to return by its deadline. Then it may be called on the invocation's own thread,
     * which spares a hand-off; otherwise it is called on a thread that is interrupted at the deadline.
     */
    boolean keepsTime();

    /**
     * Blocks until it is flushed.
     *
     * @throws FlushFailure what kept it from being flushed
     * @throws InterruptedException when the time is over
     */
    void flush(Deadline by) throws FlushFailure, InterruptedException;
}
