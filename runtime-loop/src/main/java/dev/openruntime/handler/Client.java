package dev.openruntime.handler;

/** Who sent a request that is not answered yet. */
@FunctionalInterface
interface Client {

    /** Answers the request, unless its client has gone. Any thread, once; never blocks. */
    void answer(HttpReply reply);
}
