/** A file of JSON lines, one for each series and flush, written on the thread that flushes. */
@NullMarked
package dev.openruntime.sidecar.metrics.file;

import org.jspecify.annotations.NullMarked;
