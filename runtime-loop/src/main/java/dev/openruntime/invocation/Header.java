package dev.openruntime.invocation;

import java.util.List;
import java.util.Optional;

/**
 * A header or trailer of HTTP as it was on the wire.
 *
 * @param name in any case
 * @param value its bytes, a character each
 */
public record Header(String name, String value) {

    /**
     * The value of the first header of this name; an empty one counts as absent, as the platform's contract demands.
     */
    public static Optional<String> find(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .findFirst()
                .map(Header::value)
                .filter(value -> !value.isEmpty());
    }
}
