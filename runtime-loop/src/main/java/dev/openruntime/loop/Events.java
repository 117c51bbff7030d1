package dev.openruntime.loop;

import dev.openruntime.invocation.Invocation;

/** Where invocations come from. */
@FunctionalInterface
public interface Events {

    /**
     * Blocks until there is an event, however long that takes: the environment may be frozen inside.
     *
     * @throws SourceFailure where the source is out of reach or refuses; the loop ends
     */
    Invocation next() throws SourceFailure;
}
