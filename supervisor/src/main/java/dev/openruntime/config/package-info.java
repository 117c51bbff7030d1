/**
 * The configuration: immutable records, read strictly from {@code open-runtime.yaml}, {@code .yml} or {@code .json}.
 *
 * <p>A file is read in two steps: SnakeYAML's events or Jackson's tokens become a small tree of nodes that know their
 * places; those of fragments and of the function's own file are laid over each other ({@code Merge}); then the readers
 * of the sections turn nodes into records and collect every problem on the way ({@code Problems}). No databind and no
 * pattern matching engine: this runs before the first child is spawned.
 *
 * <p>All types are immutable or confined to the calling thread; nothing is started and nothing but the file is read.
 * The entry is {@link dev.openruntime.config.ConfigurationFile}, called by the supervisor's main and by the command
 * line.
 */
@NullMarked
package dev.openruntime.config;

import org.jspecify.annotations.NullMarked;
