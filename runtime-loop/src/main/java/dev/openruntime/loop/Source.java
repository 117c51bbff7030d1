package dev.openruntime.loop;

import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;

/** Where invocations come from and outcomes go to. All methods block the calling thread. */
public interface Source {

    /**
     * Blocks until there is an event, however long that takes: the environment may be frozen inside.
     *
     * @throws SourceFailure where the source is out of reach or refuses; the loop ends
     */
    Invocation next() throws SourceFailure;

    /**
     * Posts the outcome. A source that doesn't accept this one outcome (too large, too late) is no failure: it is told
     * in the log, and the loop goes on.
     *
     * @throws SourceFailure where the source is out of reach or says that it can't go on
     */
    void post(Invocation invocation, Outcome outcome) throws SourceFailure;
}
