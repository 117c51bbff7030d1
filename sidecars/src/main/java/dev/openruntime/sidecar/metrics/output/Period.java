package dev.openruntime.sidecar.metrics.output;

import java.time.Instant;

/**
 * The time in which something was measured.
 *
 * @param from its begin
 * @param until its end, after that
 */
public record Period(Instant from, Instant until) {}
