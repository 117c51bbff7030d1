package dev.openruntime.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long the end may take.
 *
 * @param within the whole budget; none: as much as the platform is known to give
 */
public record ShutdownConfig(Optional<Duration> within) {}
