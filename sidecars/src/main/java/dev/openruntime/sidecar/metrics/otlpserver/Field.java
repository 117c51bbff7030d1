package dev.openruntime.sidecar.metrics.otlpserver;

/**
 * A field of a message.
 *
 * @param number by which protobuf knows it
 * @param name by which JSON knows it
 */
record Field(int number, String name) {}
