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
 */
public record Answer(Action action, Body body, Optional<String> contentType, Optional<Posted> posted) {

    /** The answer of one that speaks the worker protocol. */
    public Answer(Action action, Body body, Optional<String> contentType) {
        this(action, body, contentType, Optional.empty());
    }

    /** The function's answer that this is. */
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
        return broken.orElseGet(this::response);
    }

    /** The function's error that this is. */
    public Outcome.FunctionError error() {
        return posted.map(beside -> ErrorBody.posted(body, beside)).orElseGet(() -> ErrorBody.read(body));
    }
}
