package dev.openruntime.bench;

import dev.openruntime.console.Summary;

/**
 * The steps of a side, from its timeline, in a run of their own since writing it takes time.
 *
 * @param calls by the caller's clock, in that run
 */
public record Steps(Summary summary, Times calls) {}
