/**
 * What has been measured since the last flush, in memory: {@link dev.openruntime.sidecar.metrics.series.SeriesStore}
 * sums up, within bounds, and counts what it has to leave out.
 *
 * <p>Written to by whoever takes metrics in (the StatsD thread, the supervisor's threads), emptied by the flush. No
 * records as keys: the first {@code equals} of a record costs 25 ms in a young JVM.
 */
@NullMarked
package dev.openruntime.sidecar.metrics.series;

import org.jspecify.annotations.NullMarked;
