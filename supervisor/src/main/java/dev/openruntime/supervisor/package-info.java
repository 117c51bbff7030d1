/**
 * The process itself: its main, the phases of its life, and the wiring between the parts that don't know each other.
 *
 * <p>Threads: {@code main} starts everything and then is the invocation's thread; the JVM's shutdown hook stops
 * everything.
 */
@NullMarked
package dev.openruntime.supervisor;

import org.jspecify.annotations.NullMarked;
