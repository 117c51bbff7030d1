package dev.openruntime.config;

import java.time.Duration;

/**
 * The probe that says when a sidecar is ready.
 *
 * @param target what is asked
 * @param every the time between two tries
 * @param timeout of one try
 * @param within how long it may take after the spawn until a try succeeds; then the start has failed
 */
public record StartupProbe(ProbeTarget target, Duration every, Duration timeout, Duration within) {}
