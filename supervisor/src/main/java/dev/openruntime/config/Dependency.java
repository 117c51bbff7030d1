package dev.openruntime.config;

/**
 * One entry of {@code dependsOn}.
 *
 * @param from the sidecar that depends; empty if its name can't be used
 * @param to the name that it gives
 */
record Dependency(String from, String to, Place place, String path) {}
