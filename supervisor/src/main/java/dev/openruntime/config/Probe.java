package dev.openruntime.config;

import java.time.Duration;

/**
 * A probe that is repeated while a child runs: its readiness, or its liveness.
 *
 * @param target what is asked; never {@link ProbeTarget.Log}
 * @param every the time between two tries
 * @param timeout of one try
 * @param failures how many in a row mean that it fails, at least 1
 * @param successes how many in a row mean that it passes again, at least 1
 */
public record Probe(ProbeTarget target, Duration every, Duration timeout, int failures, int successes) {}
