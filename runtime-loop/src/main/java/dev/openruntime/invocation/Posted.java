package dev.openruntime.invocation;

import java.util.List;

/**
 * What a handler that speaks the Runtime API itself said with its post beside the body. It goes on to the platform as
 * it is, as long as nobody has put another outcome in the place of this one.
 *
 * @param headers {@code Content-Type} and all that begin with {@code Lambda-}
 * @param trailers what came after the body; none: it was no chunked one, or has none
 */
public record Posted(List<Header> headers, List<Header> trailers) {

    public Posted {
        headers = List.copyOf(headers);
        trailers = List.copyOf(trailers);
    }
}
