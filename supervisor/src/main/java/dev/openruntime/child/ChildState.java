package dev.openruntime.child;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * The states of a child.
 *
 * <ul>
 *   <li>Up: {@link Idle}, {@link Waiting} if it depends on others, {@link Spawning}, {@link Starting}, {@link Ready},
 *       and {@link Unready} while its readiness probe says so.
 *   <li>From those that run, if it dies: {@link Dying}, then {@link Backoff} and {@link Spawning} again, or
 *       {@link Failed}, or {@link Completed}.
 *   <li>From those that run, if the supervisor kills it: {@link Replacing}, then {@link Spawning} again.
 *   <li>Down: {@link Stopping}, {@link Killing}, {@link Stopped}.
 * </ul>
 *
 * <p>In {@link Dying}, {@link Replacing} and {@link Killing} the remains of its tree are being removed; only when they
 * are gone it goes on, so two copies of a child never run side by side.
 *
 * <p>Each has a {@link #kind}, since switches over it are on the way to the first event: there a pattern switch over
 * the sealed type costs milliseconds to link, a switch over an enum nothing, and both are checked to be exhaustive.
 */
public sealed interface ChildState {

    /** One for each state. */
    enum Kind {
        IDLE,
        WAITING,
        SPAWNING,
        STARTING,
        READY,
        UNREADY,
        DYING,
        REPLACING,
        BACKOFF,
        STOPPING,
        KILLING,
        STOPPED,
        FAILED,
        COMPLETED
    }

    Kind kind();

    /** What it has been through. */
    History past();

    /** Its process id while it is up; empty if it is embedded. */
    default OptionalLong pid() {
        return OptionalLong.empty();
    }

    /** Whether it runs, as far as is known, and nobody has asked for its end. */
    default boolean isUp() {
        return switch (kind()) {
            case STARTING, READY, UNREADY -> true;
            case IDLE, WAITING, SPAWNING, DYING, REPLACING, BACKOFF, STOPPING, KILLING -> false;
            case STOPPED, FAILED, COMPLETED -> false;
        };
    }

    /** Declared, and not asked to start. */
    record Idle(History past) implements ChildState {
        @Override
        public Kind kind() {
            return Kind.IDLE;
        }
    }

    /** Asked to start; what it depends on isn't there yet. */
    record Waiting(History past) implements ChildState {
        @Override
        public Kind kind() {
            return Kind.WAITING;
        }
    }

    /** Being spawned. */
    record Spawning(History past) implements ChildState {
        @Override
        public Kind kind() {
            return Kind.SPAWNING;
        }
    }

    /** Spawned, and not ready yet. */
    record Starting(History past, Instant spawnedAt, OptionalLong pid) implements ChildState {
        @Override
        public Kind kind() {
            return Kind.STARTING;
        }
    }

    /** Ready; {@code detail} says how it became so. */
    record Ready(History past, Instant spawnedAt, OptionalLong pid, Instant readyAt, String detail)
            implements ChildState {
        @Override
        public Kind kind() {
            return Kind.READY;
        }
    }

    /** Up, and not ready any more; {@code detail} is what its readiness probe got. */
    record Unready(History past, Instant spawnedAt, OptionalLong pid, String detail) implements ChildState {
        @Override
        public Kind kind() {
            return Kind.UNREADY;
        }
    }

    /** Dead, unasked; what is left of its tree is being killed. */
    record Dying(History past, Instant spawnedAt, Death death) implements ChildState {
        @Override
        public Kind kind() {
            return Kind.DYING;
        }
    }

    /** Being killed by the supervisor, to be spawned again. */
    record Replacing(History past, Instant spawnedAt, String reason) implements ChildState {
        @Override
        public Kind kind() {
            return Kind.REPLACING;
        }
    }

    /** Dead; spawned again at {@code until}. */
    record Backoff(History past, Instant until) implements ChildState {
        @Override
        public Kind kind() {
            return Kind.BACKOFF;
        }
    }

    /** Asked to end; killed at {@code killAt}. */
    record Stopping(History past, Instant killAt) implements ChildState {
        @Override
        public Kind kind() {
            return Kind.STOPPING;
        }
    }

    /** Ended or to be ended as asked; {@code how} says so. What is left of its tree is being killed. */
    record Killing(History past, String how) implements ChildState {
        @Override
        public Kind kind() {
            return Kind.KILLING;
        }
    }

    /** Stopped as asked. */
    record Stopped(History past) implements ChildState {
        @Override
        public Kind kind() {
            return Kind.STOPPED;
        }
    }

    /** Dead, and not spawned again. */
    record Failed(History past, Death death) implements ChildState {
        @Override
        public Kind kind() {
            return Kind.FAILED;
        }
    }

    /** Ended well, and not spawned again. */
    record Completed(History past) implements ChildState {
        @Override
        public Kind kind() {
            return Kind.COMPLETED;
        }
    }
}
