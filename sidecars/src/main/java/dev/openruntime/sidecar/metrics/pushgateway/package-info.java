/**
 * The Prometheus Pushgateway: totals in Prometheus' text format, posted under the job and the instance. Posting
 * replaces what the gateway has of the same names, so that whatever is posted twice counts once.
 */
@NullMarked
package dev.openruntime.sidecar.metrics.pushgateway;

import org.jspecify.annotations.NullMarked;
