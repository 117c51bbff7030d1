package dev.openruntime.handler;

import dev.openruntime.invocation.Outcome;

/**
 * Hears how a handler's process comes up. Called on the thread of the connection over which it says so, but where it
 * says otherwise.
 */
public interface HandlerListener {

    /** It asks for its first event, or may be kept as a snapshot. Once. */
    void ready();

    /** It can't start, or not go on from its snapshot, and has been told that this is known. Once. */
    void failedToLoad(Outcome.FunctionError error);

    /** It is to be told to give up what it does. Called on a thread that may block. */
    void cancelled();
}
