package dev.openruntime.child;

import java.time.Instant;

/**
 * How a spawn of a child ended, asked or unasked.
 *
 * @param at when
 * @param how in words that fit behind the child's name: {@code exit 1}, {@code killed: timeout}
 */
public record End(Instant at, String how) {}
