package dev.openruntime.invocation;

import java.util.Optional;

/**
 * What travels through the pipeline: an event, a response or an error, with the content type that it has, if any.
 *
 * @param streamed whether the body is no more than the beginning of a response, the rest of which passes by
 */
public record Payload(Body body, Optional<String> contentType, boolean streamed) {

    /** All of something. */
    public Payload(Body body, Optional<String> contentType) {
        this(body, contentType, false);
    }
}
