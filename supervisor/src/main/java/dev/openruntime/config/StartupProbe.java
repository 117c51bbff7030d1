package dev.openruntime.config;

import java.time.Duration;

/**
 * The probe that says when a sidecar is ready.
 *
 * @param target what is asked
 * @param every the time between two tries; without meaning for {@link ProbeTarget.Log}
 * @param timeout of one try; without meaning for {@link ProbeTarget.Log}
 * @param within how long it may take after the spawn until the tries succeed; then the start has failed
 * @param successes how many tries in a row must succeed, at least 1
 */
public record StartupProbe(ProbeTarget target, Duration every, Duration timeout, Duration within, int successes) {}
