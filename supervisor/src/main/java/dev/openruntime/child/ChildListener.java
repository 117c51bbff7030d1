package dev.openruntime.child;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * Hears what becomes of the children; cannot influence it. Called on the lifecycle thread, in order, and so has to
 * return soon. Each {@code at} is the time at which the thing happened, not at which it is told.
 */
public interface ChildListener {

    /** A child was spawned, for the {@code spawn}th time. */
    void spawned(ChildSpec child, int spawn, Instant at, OptionalLong pid);

    /**
     * A child became ready, for the first time in this spawn or again; {@code detail} says how, such as {@code GET
     * :7070/ready 200, 3rd try}.
     */
    void ready(ChildSpec child, int spawn, Instant at, String detail);

    /** A child is up and isn't ready any more; {@code detail} is what its readiness probe got. */
    void unready(ChildSpec child, int spawn, Instant at, String detail);

    /**
     * A child died and its tree is gone; what follows is said by {@link #backoff}, {@link #spawned} or {@link #failed}.
     * One that has done its work isn't dead but {@link #completed}.
     */
    void died(ChildSpec child, int spawn, Death death);

    /** A child waits until {@code until} for its next spawn. */
    void backoff(ChildSpec child, Instant at, Instant until);

    /** The supervisor killed a child to replace it, and its tree is gone. */
    void killed(ChildSpec child, int spawn, Instant at, String reason);

    /** A child died and is not spawned again. */
    void failed(ChildSpec child, Instant at, Death death);

    /** A child ended well and is not spawned again. */
    void completed(ChildSpec child, Instant at);

    /**
     * A child that was asked to stop has ended, or never ran; {@code how} is the exit in words, or why it was killed.
     */
    void stopped(ChildSpec child, Instant at, String how);

    /** Something that should not happen: an internal error, or a signal that could not be sent. */
    void trouble(ChildSpec child, Instant at, String message);

    /** Hears some of it only: what it doesn't override is nothing to it. Who has to hear all must not be one. */
    interface Partial extends ChildListener {

        @Override
        default void spawned(ChildSpec child, int spawn, Instant at, OptionalLong pid) {}

        @Override
        default void ready(ChildSpec child, int spawn, Instant at, String detail) {}

        @Override
        default void unready(ChildSpec child, int spawn, Instant at, String detail) {}

        @Override
        default void died(ChildSpec child, int spawn, Death death) {}

        @Override
        default void backoff(ChildSpec child, Instant at, Instant until) {}

        @Override
        default void killed(ChildSpec child, int spawn, Instant at, String reason) {}

        @Override
        default void failed(ChildSpec child, Instant at, Death death) {}

        @Override
        default void completed(ChildSpec child, Instant at) {}

        @Override
        default void stopped(ChildSpec child, Instant at, String how) {}

        @Override
        default void trouble(ChildSpec child, Instant at, String message) {}
    }
}
