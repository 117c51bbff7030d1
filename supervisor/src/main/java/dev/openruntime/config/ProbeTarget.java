package dev.openruntime.config;

/** What a probe asks. */
public sealed interface ProbeTarget {

    /**
     * A GET request; ready is a status of 2xx or 3xx.
     *
     * @param host a name or an address, {@code 127.0.0.1} unless given
     * @param port 1 to 65535
     * @param path begins with a slash
     */
    record Http(String host, int port, String path) implements ProbeTarget {}

    /**
     * A connection; ready is one that is accepted.
     *
     * @param host a name or an address, {@code 127.0.0.1} unless given
     * @param port 1 to 65535
     */
    record Tcp(String host, int port) implements ProbeTarget {}
}
