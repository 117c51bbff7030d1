/**
 * The bytes of the worker protocol: frames, length-prefixed or as lines, read and written blockingly. Knows lengths and
 * limits, nothing of what a header says. What reads and writes lines is loaded when a worker's first byte asks for it.
 * A reader belongs to the worker's reader thread, a writer to whichever thread holds the worker.
 */
@NullMarked
package dev.openruntime.worker.frame;

import org.jspecify.annotations.NullMarked;
