/**
 * Where a worker's process is that hears nothing: makes it show its stack, in the way that it offered. Nothing of it is
 * loaded before it is needed. Blocks; runs on the thread {@code stack <child>} of a call whose time is up, while the
 * thread that captures the child's standard error takes lines out of it. Called by {@code dev.openruntime.supervisor}.
 */
@NullMarked
package dev.openruntime.stack;

import org.jspecify.annotations.NullMarked;
