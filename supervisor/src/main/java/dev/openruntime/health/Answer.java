package dev.openruntime.health;

import java.time.Instant;

/**
 * What one attempt came to.
 *
 * @param passed whether it was a good one
 * @param detail for a person: {@code GET :7070/ready 200}, or {@code GET :7070/ready: connection refused}
 * @param at when it was known
 */
public record Answer(boolean passed, String detail, Instant at) {}
