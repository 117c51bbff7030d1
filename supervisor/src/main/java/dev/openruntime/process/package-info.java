/**
 * Operating system processes: spawning them, their signals, their whole trees, their output. The only user of Commons
 * Exec, of which it takes the command line and the launcher and nothing else. Threads: {@code out-<child>} and
 * {@code err-<child>} for each stream that is captured, {@code output} for handing captured lines on. Called by the
 * spawners of {@code dev.openruntime.child}.
 */
@NullMarked
package dev.openruntime.process;

import org.jspecify.annotations.NullMarked;
