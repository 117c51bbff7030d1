package dev.openruntime.emulator.telemetry;

/** Where a subscriber listens: always on this machine, whatever name it gave. */
sealed interface Destination {
    /** The port on 127.0.0.1. */
    int port();

    /**
     * Batches as JSON arrays.
     *
     * @param method {@code POST}, or {@code PUT} where the Logs API was told so
     * @param authority host and port as the subscriber wrote them, for the {@code Host} header
     * @param target path and query
     */
    record Http(String method, String authority, int port, String target) implements Destination {}

    /** Records as JSON objects, one a line. */
    record Tcp(int port) implements Destination {}
}
