package dev.openruntime.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How callers of a function are served.
 *
 * @param port of the Invoke API and the function URL; 0: any
 * @param urlPort of the function URL alone, if it is to have one; 0: any
 * @param retryWaits before each further try of an event that nobody waits for
 * @param spindown after which idle time the environment is ended, if ever
 */
record Serving(int port, OptionalInt urlPort, List<Duration> retryWaits, Optional<Duration> spindown) {

    /** For a function that only this command calls. */
    static Serving nobodyElse() {
        return new Serving(0, OptionalInt.empty(), List.of(), Optional.empty());
    }
}
