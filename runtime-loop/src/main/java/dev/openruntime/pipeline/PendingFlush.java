package dev.openruntime.pipeline;

import java.util.function.Supplier;

/**
 * A flush of one child that has begun, or begins when it is awaited.
 *
 * @param name the child
 * @param end blocks until it is over, by its deadline at the latest
 */
record PendingFlush(String name, Supplier<FlushEnd> end) {}
