package dev.openruntime.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How a child is told to hand over what it has gathered.
 *
 * @param request what a sidecar with a command is sent; empty for middleware, whose hook is called, and for built-ins
 * @param within how long each flush may take
 * @param when at which moments
 */
public record FlushConfig(Optional<HttpRequest> request, Duration within, FlushWhen when) {

    /** Within 100 ms after each response: what middleware with a {@code flush} hook has if the file says nothing. */
    public static final FlushConfig DEFAULT =
            new FlushConfig(Optional.empty(), Duration.ofMillis(100), new FlushWhen.Each());
}
