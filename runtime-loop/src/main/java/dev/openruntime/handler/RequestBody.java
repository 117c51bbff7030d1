package dev.openruntime.handler;

import dev.openruntime.http.MessageBody;
import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Header;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** What came of a request's body. */
sealed interface RequestBody {

    /** 6 MiB and 100 bytes: what the platform takes of a response. */
    int MOST_BYTES = 6 * 1024 * 1024 + 100;

    /** All of it. */
    record Whole(Body bytes, List<Header> trailers) implements RequestBody {}

    /** More than {@link #MOST_BYTES}; nothing is kept. */
    record TooLarge(long bytes) implements RequestBody {}

    /** It ended before it was whole. */
    record Truncated() implements RequestBody {}

    /** Blocks until it is here, or won't come. */
    static RequestBody read(MessageBody body) {
        try {
            Optional<Body> whole = body.whole(MOST_BYTES);
            return whole.isPresent() ? new Whole(whole.get(), body.trailers()) : new TooLarge(body.skip());
        } catch (IOException cutOff) {
            LoggerFactory.getLogger(RequestBody.class).debug("a request of the handler broke off", cutOff);
            return new Truncated();
        }
    }
}
