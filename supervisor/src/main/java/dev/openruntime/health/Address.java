package dev.openruntime.health;

import java.nio.file.Path;

/** Where somebody listens. */
public sealed interface Address {

    /** As a person writes it; the host is left out where it is this machine. */
    String description();

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
    }
}
