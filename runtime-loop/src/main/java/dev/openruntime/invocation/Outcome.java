package dev.openruntime.invocation;

import java.util.List;
import java.util.Optional;

/** What an invocation ends with, ready to be posted. */
public sealed interface Outcome {

    /** What is posted, byte for byte; of a streamed response its prelude. */
    Body body();

    /** The outcome as it travels back out. */
    Payload payload();

    /** One that is known to its end. */
    sealed interface Whole extends Outcome {}

    /**
     * The function's answer.
     *
     * @param posted where the handler posted it to the Runtime API itself
     */
    record Response(Body body, Optional<String> contentType, Optional<Posted> posted) implements Whole {

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
    record FunctionError(Body body, String errorType, Optional<Posted> posted) implements Whole {

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

    /**
     * The function's answer, of which nothing but its beginning may be there yet.
     *
     * @param headers that it is posted with, {@code Content-Type} among them
     * @param prelude where it is one for an HTTP integration: the JSON in front of the eight zero bytes that separate
     *     it from the body
     * @param rest all that follows, those eight bytes not included
     */
    record Streamed(List<Header> headers, Optional<Body> prelude, StreamedBody rest) implements Outcome {

        public Streamed {
            headers = List.copyOf(headers);
        }

        @Override
        public Body body() {
            return prelude.orElse(Body.EMPTY);
        }

        @Override
        public Payload payload() {
            return new Payload(body(), Header.find(headers, "Content-Type"), true);
        }

        /** The same with another prelude, if it has one; else with its own body. */
        public Streamed with(Body otherPrelude) {
            return new Streamed(headers, prelude.map(_ -> otherPrelude), rest);
        }
    }
}
