package dev.openruntime.bench;

import java.time.Duration;

/**
 * One start.
 *
 * @param next from the start of the bootstrap until it asked for its first event, extensions included
 * @param response from there on to the first response, and what came before: from the start of the bootstrap
 * @param end from SIGTERM until the bootstrap was gone
 */
public record ColdStart(Duration next, Duration response, Duration end) {}
