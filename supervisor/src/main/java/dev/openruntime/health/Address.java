package dev.openruntime.health;

import java.nio.file.Path;

/** Where somebody listens. */
public sealed interface Address {

    /** As a person writes it; the host is left out where it is this machine. */
    String description();

    /** As a person writes it with a path behind. */
    String with(String path);

    /** What a request's header {@code Host} says. */
    String hostHeader();

    /**
     * A port.
     *
     * @param host a name or an address; {@code localhost} is tried by all of its addresses
     * @param port 1 to 65,535
     */
    record Port(String host, int port) implements Address {

        public Port {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("cannot connect to the port " + port + ": ports are 1 to 65535");
            }
        }

        @Override
        public String description() {
            return Local.shortened(host) + ":" + port;
        }

        @Override
        public String with(String path) {
            return description() + path;
        }

        @Override
        public String hostHeader() {
            boolean bareIpv6 = host.indexOf(':') >= 0 && !host.startsWith("[");
            return (bareIpv6 ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * A Unix domain socket.
     *
     * @param path of its file; the system takes at most 107 bytes. A relative one is taken from the supervisor's own
     *     directory
     */
    record UnixSocket(Path path) implements Address {

        @Override
        public String description() {
            return "unix:" + path;
        }

        @Override
        public String with(String path) {
            return description() + ":" + path;
        }

        @Override
        public String hostHeader() {
            return "localhost";
        }
    }
}
