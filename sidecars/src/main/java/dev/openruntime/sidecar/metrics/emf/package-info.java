/**
 * CloudWatch's embedded metric format: one JSON object a line of the log, which the platform makes metrics of.
 *
 * <p>Rules: CloudWatch's specification of the format. {@link dev.openruntime.sidecar.metrics.emf.EmfLines} turns what
 * was measured into lines that keep them, on the thread that flushes.
 */
@NullMarked
package dev.openruntime.sidecar.metrics.emf;

import org.jspecify.annotations.NullMarked;
