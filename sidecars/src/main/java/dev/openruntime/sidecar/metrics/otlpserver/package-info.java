/**
 * Takes OTLP over HTTP on 127.0.0.1, metrics only: {@code POST /v1/metrics} in protobuf or JSON, gzipped or not.
 * {@link dev.openruntime.sidecar.metrics.otlpserver.OtlpServer} is answered by Netty, which is brought up by the first
 * sender. Both encodings are seen as {@link dev.openruntime.sidecar.metrics.otlpserver.Message}, so one class knows
 * what they mean.
 *
 * <p>On the event loop of the server, whose only work this is; a request is taken as a whole before it is answered.
 * Numbers and names of fields: opentelemetry/proto/metrics/v1/metrics.proto and the messages that it names.
 */
@NullMarked
package dev.openruntime.sidecar.metrics.otlpserver;

import org.jspecify.annotations.NullMarked;
