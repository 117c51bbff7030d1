package dev.openruntime.emulator;

import java.io.IOException;

/** The body of an answer that is written while it is made, on the request's own thread. */
interface LiveAnswer {
    /** Where its bytes go to. */
    interface Sink {
        /**
         * Sends bytes; blocks until they are on their way.
         *
         * @throws IOException if the client has gone
         */
        void write(byte[] bytes) throws IOException, InterruptedException;
    }

    /**
     * Writes all of it.
     *
     * @return whether it is whole; else the client sees the connection end before the body does
     * @throws IOException as the sink does
     */
    boolean writeTo(Sink sink) throws IOException, InterruptedException;
}
