package dev.openruntime.config;

/**
 * One entry of {@code dependsOn}.
 *
 * @param from the child that depends; empty if its name can't be used
 * @param to the name that it gives
 * @param condition how far that must be; a line that isn't known is the empty text
 */
record Dependency(String from, String to, DependencyCondition condition, Place place, String path) {}
