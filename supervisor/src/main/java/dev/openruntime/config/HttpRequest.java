package dev.openruntime.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * A request that the supervisor sends to a child.
 *
 * @param method how
 * @param address where
 * @param path begins with a slash
 * @param headers what is sent besides those that every request has; in file order
 */
public record HttpRequest(HttpMethod method, Address address, String path, Map<String, String> headers) {

    /** Where a request goes. */
    public sealed interface Address {

        /**
         * Over TCP.
         *
         * @param host a name or an address, {@code 127.0.0.1} unless given
         * @param port 1 to 65535
         */
        record Port(String host, int port) implements Address {}

        /**
         * Over a Unix socket.
         *
         * @param path absolute
         */
        record Socket(Path path) implements Address {}
    }

    public HttpRequest {
        headers = Ordered.copy(headers);
    }
}
