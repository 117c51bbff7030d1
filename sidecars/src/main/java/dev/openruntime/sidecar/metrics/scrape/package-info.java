/**
 * Reads what the handler and sidecars show to Prometheus: at each flush, before anything is sent,
 * {@link dev.openruntime.sidecar.metrics.scrape.Scrapes} asks all targets over loopback, within a bound.
 *
 * <p>Formats: Prometheus' text format 0.0.4, and OpenMetrics 1.0. On the thread that flushes; where there are several
 * targets, all but the last are asked on threads of their own, which end with the flush. Nothing is kept open in
 * between.
 */
@NullMarked
package dev.openruntime.sidecar.metrics.scrape;

import org.jspecify.annotations.NullMarked;
