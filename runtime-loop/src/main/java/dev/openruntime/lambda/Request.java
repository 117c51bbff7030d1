package dev.openruntime.lambda;

import dev.openruntime.http.Chunks;
import dev.openruntime.http.HeadText;
import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Header;
import java.util.List;

/**
 * A request as it goes on the wire: three pieces, one after the other.
 *
 * @param head request line and headers, the empty line included; of a chunked body, what comes before its data too
 * @param body not copied
 * @param tail of a chunked body, what comes after its data
 */
record Request(Body head, Body body, Body tail) {

    /** One without a body, or with a body whose length its head says. */
    static Request of(HeadText head, Body body) {
        return new Request(Body.of(head.bytes()), body, Body.EMPTY);
    }

    /** The body as one chunk, and trailers after it; the head says so already. */
    static Request chunked(HeadText head, Body body, List<Header> trailers) {
        if (body.isEmpty()) {
            return new Request(asBytes(head.toString()), body, asBytes(Chunks.last(trailers)));
        }
        String last = Chunks.END + Chunks.last(trailers);
        return new Request(asBytes(head + Chunks.size(body.length())), body, asBytes(last));
    }

    /** The bytes of all three pieces. */
    long length() {
        return (long) head.length() + body.length() + tail.length();
    }

    private static Body asBytes(String text) {
        return Body.of(Chunks.bytes(text));
    }
}
