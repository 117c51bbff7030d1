package dev.openruntime.loop;

import dev.openruntime.invocation.Header;
import java.nio.ByteBuffer;
import java.util.List;

/** Where a response goes to while it is made. For one thread, which closes it. */
public interface ResponseSink extends AutoCloseable {

    /**
     * Sends these bytes; blocks while the source is slow to take them.
     *
     * @throws SourceFailure where the source is out of reach or can't go on
     */
    void write(ByteBuffer chunk) throws SourceFailure;

    /**
     * All was written: sends the trailers, and waits until it is taken.
     *
     * @throws SourceFailure as for {@link #write}
     */
    void finish(List<Header> trailers) throws SourceFailure;

    /** The HTTP status by which the source took the response or refused it, early perhaps; 0: it hasn't yet. */
    int status();

    /** Without {@link #finish}: the source sees that the rest is missing. */
    @Override
    void close();
}
