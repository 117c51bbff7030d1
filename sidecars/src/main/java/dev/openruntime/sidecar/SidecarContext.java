package dev.openruntime.sidecar;

import java.time.Clock;

/**
 * What the supervisor gives a built-in sidecar for one life, from start to stop. Every method but {@link #print} may be
 * called by any thread, an event loop too: none blocks, none throws. Deadlines are not here but with the call that they
 * bound.
 */
public interface SidecarContext {

    /** The sidecar's name in the configuration; for log lines and names of threads. */
    String name();

    /** Wall-clock time, the one the supervisor's own records carry. */
    Clock clock();

    /** Where the sidecar counts what it does. */
    Meters meters();

    /**
     * Prints a line to the function's log, where the sidecar's name is added to it as to any child's. A line that is a
     * JSON object stays one, whatever the format of the log, and is written whatever its least level. Lines of
     * different threads are never mixed.
     *
     * <p>Waits while the log is busy with what came before, but never for good: a log that has stood still for some
     * seconds takes nothing. Not for event loops.
     *
     * @param line without an end of line, at most 32 KiB
     * @return whether the log has it; if not it is for the sidecar to keep what it says
     * @throws InterruptedException when whoever called the sidecar has no time left; then the log doesn't have the line
     */
    boolean print(String line) throws InterruptedException;

    /**
     * Reports that the sidecar broke and serves no longer, as a process does by exiting. The supervisor then stops it
     * and starts another by its restart policy. Calls after the first, and calls during or after a stop, are ignored.
     *
     * @param why one line for a person
     */
    void died(String why);
}
