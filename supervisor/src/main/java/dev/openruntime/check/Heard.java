package dev.openruntime.check;

import dev.openruntime.invocation.Body;

/** What came on the worker's stream. */
sealed interface Heard {

    /**
     * A frame.
     *
     * @param body empty where it was longer than allowed
     * @param bodyBytes the body's length as it was announced
     */
    record Message(Header header, Body body, long bodyBytes) implements Heard {}

    /**
     * Bytes that are no frame, or a frame whose header can't be read.
     *
     * @param lost whether nothing behind it can be read either
     */
    record NoFrame(Statement statement, String expected, String came, boolean lost) implements Heard {}

    /**
     * The stream ended, or the process did.
     *
     * @param rest what had come of a frame that was still to be completed; empty if it ended between two
     */
    record Closed(Body rest) implements Heard {}
}
