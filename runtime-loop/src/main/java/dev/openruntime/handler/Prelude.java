package dev.openruntime.handler;

import dev.openruntime.invocation.Body;
import dev.openruntime.invocation.Header;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the prelude of a streamed response for an HTTP integration: JSON, and behind it eight zero bytes, which JSON
 * never has. Belongs to one thread.
 */
final class Prelude {

    private static final String FRAMED = "application/vnd.awslambda.http-integration-response";
    private static final int SEPARATOR_BYTES = 8;

    /** Headers and cookies; what is longer is no prelude, and passes as the body that it then is. */
    private static final int MOST_BYTES = 256 * 1024;

    private byte[] seen = new byte[0];
    private int zeros;

    /** What came first, taken apart. */
    record Found(Optional<Body> prelude, Body rest) {}

    /** Whether a response with these headers begins with one. */
    static boolean isIn(List<Header> headers) {
        return Header.find(headers, "Content-Type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith(FRAMED))
                .isPresent();
    }

    /** Takes the next bytes; empty while there may be a prelude that isn't whole. */
    Optional<Found> add(byte[] more) {
        int before = seen.length;
        seen = Arrays.copyOf(seen, before + more.length);
        System.arraycopy(more, 0, seen, before, more.length);
        for (int i = before; i < seen.length; i++) {
            zeros = seen[i] == 0 ? zeros + 1 : 0;
            if (zeros == SEPARATOR_BYTES) {
                Body prelude = Body.of(Arrays.copyOf(seen, i + 1 - SEPARATOR_BYTES));
                return Optional.of(
                        new Found(Optional.of(prelude), Body.of(Arrays.copyOfRange(seen, i + 1, seen.length))));
            }
        }
        return seen.length > MOST_BYTES ? Optional.of(none()) : Optional.empty();
    }

    /** Nothing more comes. */
    Found none() {
        return new Found(Optional.empty(), Body.of(seen));
    }
}
