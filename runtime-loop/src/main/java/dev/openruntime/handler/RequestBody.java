package dev.openruntime.handler;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Header;
import java.util.List;

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
}
