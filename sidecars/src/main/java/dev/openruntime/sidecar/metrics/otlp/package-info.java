/**
 * OpenTelemetry's protocol, OTLP over HTTP in protobuf, as far as metrics go. The few messages that it takes are
 * written by {@link dev.openruntime.sidecar.metrics.otlp.Proto}, without a library.
 *
 * <p>Numbers of fields: opentelemetry/proto/metrics/v1/metrics.proto and the messages that it names.
 */
@NullMarked
package dev.openruntime.sidecar.metrics.otlp;

import org.jspecify.annotations.NullMarked;
