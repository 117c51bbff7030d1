package dev.openruntime.check;

/**
 * What a worker has to do with, while a check tries something out: if it dies or falls silent now, this is why.
 *
 * @param sent what it was sent before, in words
 */
record Blame(Statement statement, String sent, String mend) {}
