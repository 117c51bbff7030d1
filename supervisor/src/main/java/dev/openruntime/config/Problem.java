package dev.openruntime.config;

/**
 * One thing that is wrong with a configuration file.
 *
 * @param line where, from 1; 0: the file as a whole
 * @param path the key, such as {@code sidecars[1].startup.http.port}; empty if it concerns no single key
 * @param message what, and how to mend it
 */
public record Problem(int line, String path, String message) {}
