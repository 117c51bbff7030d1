package dev.openruntime.health;

/** What a probe asks. */
public sealed interface Target {

    /** A host name or address. {@code localhost} is tried by all of its addresses. */
    String host();

    /** 1 to 65,535. */
    int port();

    /** What is asked, for a person; the host is left out where it is this machine. */
    String description();

    /**
     * A GET that answers with a status from 200 to 399.
     *
     * @param host where
     * @param port where
     * @param path begins with a slash; may have a query
     */
    record Http(String host, int port, String path) implements Target {

        public Http {
            if (!path.startsWith("/") || path.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new IllegalArgumentException("cannot probe the path \"" + path
                        + "\": it must begin with a slash and have no blanks or characters beyond ASCII");
            }
        }

        @Override
        public String description() {
            return "GET " + Local.shortened(host) + ":" + port + path;
        }
    }

    /**
     * A connection that is accepted.
     *
     * @param host where
     * @param port where
     */
    record Tcp(String host, int port) implements Target {

        @Override
        public String description() {
            return "tcp " + Local.shortened(host) + ":" + port;
        }
    }
}
