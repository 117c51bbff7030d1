/**
 * What comes in as totals (a scrape, OTLP), made what the store sums up:
 * {@link dev.openruntime.sidecar.metrics.intake.Intake} finds out how much more there is than the last time.
 *
 * <p>Used by whoever takes metrics in: the thread that flushes for a scrape, an event loop for OTLP. Nothing here
 * blocks.
 */
@NullMarked
package dev.openruntime.sidecar.metrics.intake;

import org.jspecify.annotations.NullMarked;
