package dev.openruntime.worker;

import java.util.List;

/**
 * How a worker's process ended.
 *
 * @param exit in words, such as {@code exit status 3}
 * @param lastLines what it printed last, oldest first
 */
public record Obituary(String exit, List<String> lastLines) {}
