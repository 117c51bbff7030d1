package dev.openruntime.sidecar;

/**
 * Something wrong in a built-in's {@code with} settings.
 *
 * @param path where, relative to {@code with}: {@code services.orders[1]}; empty for {@code with} itself
 * @param message what is wrong and how to write it, without the path
 */
public record SettingProblem(String path, String message) {}
