package dev.openruntime.bench;

/**
 * What one process holds.
 *
 * @param name the child that it is or belongs to, as the configuration calls it; {@code supervisor}, {@code bootstrap};
 *     else the name of its program
 * @param bytes its proportional share of memory: a page that several share counts in parts
 */
public record ProcessUse(long pid, String name, long bytes) {}
