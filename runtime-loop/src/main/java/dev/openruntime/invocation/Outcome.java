package dev.openruntime.invocation;

import java.util.Optional;

/** What an invocation ends with, ready to be posted. */
public sealed interface Outcome {

    /** What is posted, byte for byte. */
    Body body();

    /** The outcome as it travels back out. */
    Payload payload();

    /** The function's answer. */
    record Response(Body body, Optional<String> contentType) implements Outcome {

        @Override
        public Payload payload() {
            return new Payload(body, contentType);
        }
    }

    /**
     * The function's error, or ours in its place.
     *
     * @param body an error object, {@code {"errorType","errorMessage","stackTrace":[…]}}, as it is posted
     * @param errorType the {@code errorType} of that body
     */
    record FunctionError(Body body, String errorType) implements Outcome {

        private static final Optional<String> JSON = Optional.of("application/json");

        @Override
        public Payload payload() {
            return new Payload(body, JSON);
        }
    }
}
