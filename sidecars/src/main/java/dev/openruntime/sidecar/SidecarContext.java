package dev.openruntime.sidecar;

import java.time.Clock;

/**
 * What the supervisor gives a built-in sidecar for one life, from start to stop. Every method may be called by any
 * thread, an event loop too: none blocks, none throws. Deadlines are not here but with the call that they bound.
 */
public interface SidecarContext {

    /** The sidecar's name in the configuration; for log lines and names of threads. */
    String name();

    /** Wall-clock time, the one the supervisor's own records carry. */
    Clock clock();

    /** Where the sidecar counts what it does. */
    Meters meters();

    /**
     * Reports that the sidecar broke and serves no longer, as a process does by exiting. The supervisor then stops it
     * and starts another by its restart policy. Calls after the first, and calls during or after a stop, are ignored.
     *
     * @param why one line for a person
     */
    void died(String why);
}
