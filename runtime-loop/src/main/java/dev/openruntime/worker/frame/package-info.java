/**
 * The bytes of the worker protocol: length-prefixed frames, read and written blockingly. Knows lengths and limits,
 * nothing of what a header says. A reader belongs to the worker's reader thread, a writer to whichever thread holds the
 * worker.
 */
@NullMarked
package dev.openruntime.worker.frame;

import org.jspecify.annotations.NullMarked;
