package dev.openruntime.worker.frame;

import dev.openruntime.invocation.Body;

/**
 * One frame as it was read.
 *
 * @param header the header's bytes, a JSON object by contract
 * @param body the body; empty where it was longer than {@link #MOST_BODY_BYTES} and had to be discarded
 * @param bodyBytes the length that the frame announced, in bytes, up to 4 GiB
 */
public record Frame(Body header, Body body, long bodyBytes) {

    /** The longest header, in bytes. */
    public static final int MOST_HEADER_BYTES = 65_536;

    /** The longest body, in bytes: the platform's own limit for a buffered response, 6 MiB and 100 bytes. */
    public static final int MOST_BODY_BYTES = 6_291_556;

    /** Whether the body was too long to be kept. */
    public boolean bodyDiscarded() {
        return bodyBytes > MOST_BODY_BYTES;
    }
}
