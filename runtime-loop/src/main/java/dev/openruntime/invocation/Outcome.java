package dev.openruntime.invocation;

import java.util.Optional;

/** What an invocation ends with, ready to be posted. */
public sealed interface Outcome {

    /** What is posted, byte for byte. */
    Body body();

    /** The outcome as it travels back out. */
    Payload payload();

    /**
     * The function's answer.
     *
     * @param posted where the handler posted it to the Runtime API itself
     */
    record Response(Body body, Optional<String> contentType, Optional<Posted> posted) implements Outcome {

        /** An answer of which nothing is known but what it says. */
        public Response(Body body, Optional<String> contentType) {
            this(body, contentType, Optional.empty());
        }

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
     * @param posted where the handler posted it to the Runtime API itself; the body may then be of any shape
     */
    record FunctionError(Body body, String errorType, Optional<Posted> posted) implements Outcome {

        private static final Optional<String> JSON = Optional.of("application/json");

        /** An error of which nothing is known but what it says. */
        public FunctionError(Body body, String errorType) {
            this(body, errorType, Optional.empty());
        }

        @Override
        public Payload payload() {
            return new Payload(body, JSON);
        }
    }
}
