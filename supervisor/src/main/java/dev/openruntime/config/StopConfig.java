package dev.openruntime.config;

import java.time.Duration;

/**
 * How a child is ended.
 *
 * @param signal what its process gets first; without effect for an embedded built-in
 * @param within how long it has until it is killed; zero: at once
 */
public record StopConfig(StopSignal signal, Duration within) {

    /** SIGTERM, then 300 ms. */
    public static final StopConfig DEFAULT = new StopConfig(StopSignal.TERM, Duration.ofMillis(300));
}
