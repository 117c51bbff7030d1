package dev.openruntime.sidecar.metrics;

import java.util.OptionalInt;

/**
 * How OTLP is taken.
 *
 * @param port where; none: a free one
 * @param mostBytes of a body
 */
record OtlpIntakeSettings(OptionalInt port, int mostBytes) {}
