package dev.openruntime.emulator;

import java.util.Map;

/** The body of a request, once all of it has arrived, or it is known that it never will. */
sealed interface RequestBody {
    /**
     * The whole body.
     *
     * @param trailers those after the last chunk, by lower-case name
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never shared
    record Complete(byte[] bytes, Map<String, String> trailers) implements RequestBody {}

    /** More than {@link Emulator#MAX_PAYLOAD_BYTES}; it was read to its end and dropped. */
    record TooLarge(long size) implements RequestBody {}

    /** It ended before it was complete, or its framing was broken. */
    record Truncated() implements RequestBody {}
}
