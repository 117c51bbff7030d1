package dev.openruntime.config;

import java.time.Duration;

/**
 * How long the start may take.
 *
 * @param within the time from the start of the supervisor in which all that must be ready has to become ready
 */
public record InitConfig(Duration within) {}
