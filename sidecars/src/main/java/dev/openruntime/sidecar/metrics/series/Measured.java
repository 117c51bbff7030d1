package dev.openruntime.sidecar.metrics.series;

/** A series and what was measured of it since it was last taken out. */
public record Measured(SeriesId id, Value value) {}
