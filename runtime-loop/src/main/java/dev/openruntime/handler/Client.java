package dev.openruntime.handler;

import dev.openruntime.invocation.Deadline;

/** Who sent a request that is not answered yet. */
interface Client {

    /** Answers the request in a few bytes, unless its client has gone. Any thread, once. */
    void answer(HttpReply reply);

    /** The same with what may be long: blocks while the client doesn't read, and cuts it off at the deadline. */
    void answer(HttpReply reply, Deadline by);
}
