package dev.openruntime.config;

/**
 * One thing that is wrong with the settings of a built-in.
 *
 * @param path where, relative to {@code with}, such as {@code services.orders[1]}; empty: the settings as a whole
 * @param message what, and how to mend it
 */
public record SettingProblem(String path, String message) {}
