package dev.openruntime.lambda;

import dev.openruntime.http.Chunks;
import dev.openruntime.invocation.Header;
import dev.openruntime.loop.ResponseSink;
import dev.openruntime.loop.SourceFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A response that is sent to the platform while it is made. Belongs to one thread; never sent twice.
 *
 * <p>The platform may answer before the end: it refuses the response, or is gone. The next {@link #write} or
 * {@link #finish} notices, and judges the answer as that to an ordinary outcome: a status of 500 or more, or none, is a
 * {@link SourceFailure}; any other is logged, and what is still written goes nowhere ({@link #status} tells).
 */
public final class StreamedResponse implements ResponseSink {

    private static final ByteBuffer LINE_END = ascii(Chunks.END);

    private final HttpConnection connection;
    private final Wire wire;
    private final String requestId;
    private boolean over;
    private int status;

    private StreamedResponse(HttpConnection connection, Wire wire, String requestId) {
        this.connection = connection;
        this.wire = wire;
        this.requestId = requestId;
    }

    static StreamedResponse begin(HttpConnection connection, String requestId, Request head) throws SourceFailure {
        try {
            return new StreamedResponse(connection, connection.begin(head), requestId);
        } catch (IOException e) {
            throw connection.failure(what(requestId), e);
        }
    }

    /**
     * Sends the bytes as one chunk; blocks while the platform is slow to take them. None are no chunk.
     *
     * @param chunk consumed to its limit
     * @throws SourceFailure where the platform is gone or can't go on
     */
    @Override
    public void write(ByteBuffer chunk) throws SourceFailure {
        if (over || !chunk.hasRemaining()) {
            chunk.position(chunk.limit());
            return;
        }
        ByteBuffer size = ascii(Chunks.size(chunk.remaining()));
        send(() -> wire.put(size) && wire.put(chunk) && wire.put(LINE_END.duplicate()) && wire.flush());
    }

    @Override
    public int status() {
        return status;
    }

    /**
     * Sends the last chunk and the trailers, and waits for the platform's answer.
     *
     * @throws SourceFailure where the platform is gone or can't go on
     */
    @Override
    public void finish(List<Header> trailers) throws SourceFailure {
        if (over) {
            return;
        }
        ByteBuffer last = ascii(Chunks.last(trailers));
        send(() -> wire.put(last) && wire.flush());
        if (!over) {
            over = true;
            judge(() -> connection.answer(wire, /* sent= */ true));
        }
    }

    /** Without {@link #finish}: hangs up, so that the platform sees that the rest is missing. */
    @Override
    public void close() {
        if (!over) {
            over = true;
            connection.drop(wire);
        }
    }

    private void send(Sending bytes) throws SourceFailure {
        try {
            if (!bytes.send()) {
                over = true;
                judge(() -> connection.answer(wire, /* sent= */ false));
            }
        } catch (IOException broken) {
            over = true;
            judge(() -> connection.lastWords(wire, broken));
        }
    }

    private void judge(Answering platform) throws SourceFailure {
        Reply reply;
        try {
            reply = platform.answer();
        } catch (IOException e) {
            throw connection.failure(what(requestId), e);
        }
        status = reply.status();
        RuntimeApi.judge(requestId, reply);
    }

    private static String what(String requestId) {
        return "the outcome of " + requestId;
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(Chunks.bytes(text));
    }

    /** Sends, until something comes. */
    private interface Sending {
        boolean send() throws IOException;
    }

    private interface Answering {
        Reply answer() throws IOException;
    }
}
