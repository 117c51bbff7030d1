package dev.openruntime.lambda;

import dev.openruntime.http.Incoming;
import dev.openruntime.http.MessageBody;
import dev.openruntime.http.NoHttpException;
import dev.openruntime.http.ReplyHead;
import dev.openruntime.invocation.Body;
import java.io.IOException;

/** Reads one response of the platform to its end. */
final class ReplyReader {

    /** More than the platform ever sends; what says it is longer is refused instead of filling the heap. */
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private ReplyReader() {}

    /** @param isLast whether the connection is of no use for a further request */
    record Answer(Reply reply, boolean isLast) {}

    /**
     * Blocks until the whole reply is here.
     *
     * @throws NoHttpException where it can't be read as one
     * @throws IOException where the connection ends before it does
     */
    static Answer read(Incoming incoming) throws IOException {
        ReplyHead head = ReplyHead.read(incoming);
        MessageBody rest = head.body(incoming);
        Body body = rest.whole(MOST_BYTES)
                .orElseThrow(() -> new NoHttpException(
                        "a response of more than " + MOST_BYTES + " bytes, which is the most that is taken"));
        boolean isLast = head.isLast() || rest.lastsToTheEnd() || !incoming.isDone();
        return new Answer(new Reply(head.status(), head.headers(), body), isLast);
    }
}
