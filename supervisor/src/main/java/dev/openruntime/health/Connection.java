package dev.openruntime.health;

import java.io.Closeable;
import java.io.IOException;

/** A connection that has been accepted, with the time limit of its attempt. Used by one thread. */
interface Connection extends Closeable {

    void write(byte[] bytes) throws IOException;

    /**
     * Blocks until there is something.
     *
     * @return how many bytes, or -1 at the end
     */
    int read(byte[] buffer, int offset, int length) throws IOException;

    /**
     * Reads away what has arrived already, without waiting: who closes with something unread tells the other side that
     * its answer was lost.
     *
     * @param limit about how many bytes at most
     */
    void skipArrived(int limit) throws IOException;
}
