package dev.openruntime.sidecar.metrics.series;

/**
 * One of the names that a series goes by beside its own.
 *
 * @param name not empty
 * @param value may be empty: then it is a word that was said, and nothing of it
 */
public record Tag(String name, String value) {}
