/**
 * From what was measured to what was sent, once: an {@link dev.openruntime.sidecar.metrics.output.Outlet} keeps what
 * one {@link dev.openruntime.sidecar.metrics.output.Output} has not got rid of yet, in memory and, from the first
 * failure on, in a {@link dev.openruntime.sidecar.metrics.output.Spool}.
 *
 * <p>All of it runs on the thread that flushes, one flush at a time. No class of the spool is loaded unless something
 * could not be sent, or was left behind by an earlier process.
 */
@NullMarked
package dev.openruntime.sidecar.metrics.output;

import org.jspecify.annotations.NullMarked;
