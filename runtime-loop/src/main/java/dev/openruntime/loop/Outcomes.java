package dev.openruntime.loop;

import dev.openruntime.invocation.Header;
import dev.openruntime.invocation.Invocation;
import dev.openruntime.invocation.Outcome;
import java.util.List;

/** Where outcomes go to. All methods block the calling thread. */
public interface Outcomes {

    /**
     * Posts the outcome. A source that doesn't accept this one outcome (too large, too late) is no failure: it is told
     * in the log, and the loop goes on.
     *
     * @throws SourceFailure where the source is out of reach or says that it can't go on
     */
    void post(Invocation invocation, Outcome.Whole outcome) throws SourceFailure;

    /**
     * Begins a response that is sent while it is made; until it is finished or closed, nothing else may be asked here.
     * A source that doesn't accept it says so by the sink's status.
     *
     * @param headers of the response, {@code Content-Type} among them
     * @throws SourceFailure where the source is out of reach
     */
    ResponseSink stream(Invocation invocation, List<Header> headers) throws SourceFailure;
}
