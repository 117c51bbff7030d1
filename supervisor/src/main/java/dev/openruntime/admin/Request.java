package dev.openruntime.admin;

/**
 * What a client asked for.
 *
 * @param path decoded, without a query
 */
record Request(String method, String path) {}
