package dev.openruntime.invocation;

import java.util.Optional;

/** What travels through the pipeline: an event, a response or an error, with the content type that it has, if any. */
public record Payload(Body body, Optional<String> contentType) {}
