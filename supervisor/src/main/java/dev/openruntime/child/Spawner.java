package dev.openruntime.child;

import java.io.IOException;

/** Brings one kind of child to life. One spawner serves one child, spawn after spawn, never two at a time. */
@FunctionalInterface
public interface Spawner {

    /**
     * Spawns the child. Called on the lifecycle thread, on the caller of {@link Children#spawnFirst}, or on one that
     * helps that, where it {@link #mayOverlap}: it returns as soon as the process exists and waits for nothing that the
     * child does.
     *
     * @param spec what is declared of it
     * @param spawn the how manieth spawn of this child, from 1
     * @param cookie the value that its environment carries as {@code OPEN_RUNTIME_CHILD}
     * @param signs where it is told what becomes of this spawn; any thread, also before this method returns
     * @throws IOException if it cannot be spawned; the message is shown to the user, so: "cannot run X: why"
     */
    LiveChild spawn(ChildSpec spec, int spawn, String cookie, LifeSigns signs) throws IOException;

    /** Whether it may run while the spawner of another child does, on another thread. */
    default boolean mayOverlap() {
        return false;
    }
}
