package dev.openruntime.invocation;

import java.util.Optional;

/** What an invocation ends with, ready to be posted. */
public sealed interface Outcome {

    /** What is posted, byte for byte. */
    Body body();

    /** The function's answer. */
    record Response(Body body, Optional<String> contentType) implements Outcome {}

    /**
     * The function's error, or ours in its place.
     *
     * @param body an error object, {@code {"errorType","errorMessage","stackTrace":[…]}}, as it is posted
     * @param errorType the {@code errorType} of that body
     */
    record FunctionError(Body body, String errorType) implements Outcome {}
}
