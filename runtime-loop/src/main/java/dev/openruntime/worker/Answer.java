package dev.openruntime.worker;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.ErrorBody;
import dev.openruntime.invocation.Outcome;
import dev.openruntime.invocation.Posted;
import java.util.Optional;

/**
 * What a worker answered to a call: an action that its hook allows, and a body where the action has one.
 *
 * @param posted what a handler that speaks the Runtime API said beside the body
 * @param streamed where the body is still being made
 */
public record Answer(
        Action action,
        Body body,
        Optional<String> contentType,
        Optional<Posted> posted,
        Optional<Outcome.Streamed> streamed) {

    /** The answer of one that speaks the worker protocol. */
    public Answer(Action action, Body body, Optional<String> contentType) {
        this(action, body, contentType, Optional.empty());
    }

    /** The answer of one that speaks the Runtime API. */
    public Answer(Action action, Body body, Optional<String> contentType, Optional<Posted> posted) {
        this(action, body, contentType, posted, Optional.empty());
    }

    /** The response of which nothing but its beginning is there. */
    public static Answer streaming(Outcome.Streamed streamed) {
        return new Answer(Action.RESPOND, Body.EMPTY, Optional.empty(), Optional.empty(), Optional.of(streamed));
    }

    /** The outcome that this is, where nobody wants to see it on its way out. */
    public Outcome outcome() {
        return streamed.isPresent() ? streamed.get() : response();
    }

    /** The function's answer that this is, which is no streamed one. */
    public Outcome.Response response() {
        return new Outcome.Response(body, contentType, posted);
    }

    /**
     * The outcome that this is for stages that see it on its way out: a response that broke off with an error in its
     * trailers is that error.
     */
    public Outcome seen() {
        Optional<Outcome> broken = posted.flatMap(beside -> ErrorBody.inTrailers(beside.trailers()))
                .map(error -> error);
        return broken.orElseGet(this::outcome);
    }

    /** The function's error that this is. */
    public Outcome.FunctionError error() {
        return posted.map(beside -> ErrorBody.posted(body, beside)).orElseGet(() -> ErrorBody.read(body));
    }
}
