/**
 * The built-in sidecar {@code metrics}: sums up what a function measures, and brings it out before each freeze.
 *
 * <p>Metrics come over UDP as StatsD ({@code metrics.statsd}) into memory ({@code metrics.series}); a flush prints them
 * to the function's log in the embedded metric format ({@code metrics.emf}). Every child finds the port in its
 * environment; it is bound before the first one starts. One thread, {@code NAME-statsd}, asleep while nothing comes.
 */
@NullMarked
package dev.openruntime.sidecar.metrics;

import org.jspecify.annotations.NullMarked;
