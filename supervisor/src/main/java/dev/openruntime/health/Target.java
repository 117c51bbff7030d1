package dev.openruntime.health;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a probe asks. */
public sealed interface Target {

    /** What is asked, for a person; the host is left out where it is this machine. */
    String description();

    /** {@code http}, {@code tcp}, {@code unix} or {@code exec}. */
    String kind();

    /**
     * A GET whose answer has one of the statuses. What follows the first line of the answer doesn't count.
     *
     * @param address where
     * @param path begins with a slash; may have a query
     * @param statuses those that count as well; at least one range
     * @param headers are sent as they are; one named {@code Host}, {@code User-Agent} or {@code Accept} takes the place
     *     of the usual
     */
    record Http(Address address, String path, List<StatusRange> statuses, Map<String, String> headers)
            implements Target {

        public Http {
            statuses = List.copyOf(statuses);
            headers = Map.copyOf(headers);
            if (!path.startsWith("/") || !Headers.isVisible(path)) {
                throw new IllegalArgumentException("cannot probe the path \"" + path
                        + "\": it must begin with a slash and have no blanks or characters beyond ASCII");
            }
            if (statuses.isEmpty()) {
                throw new IllegalArgumentException("cannot probe \"" + path + "\": no status would count as well");
            }
            for (Map.Entry<String, String> header : headers.entrySet()) {
                Headers.check(header.getKey(), header.getValue());
            }
        }

        /** Any status from 200 to 399 counts, no headers of one's own. */
        public Http(String host, int port, String path) {
            this(new Address.Port(host, port), path, StatusRange.USUAL, Map.of());
        }

        @Override
        public String description() {
            return "GET " + address.with(path);
        }

        @Override
        public String kind() {
            return "http";
        }
    }

    /**
     * A connection to a port that is accepted.
     *
     * @param host a name or an address; {@code localhost} is tried by all of its addresses
     * @param port 1 to 65,535
     */
    record Tcp(String host, int port) implements Target {

        @Override
        public String description() {
            return "tcp " + address().description();
        }

        @Override
        public String kind() {
            return "tcp";
        }

        Address.Port address() {
            return new Address.Port(host, port);
        }
    }

    /**
     * A connection to a Unix domain socket that is accepted.
     *
     * @param path as in {@link Address.UnixSocket}
     */
    record Unix(Path path) implements Target {

        @Override
        public String description() {
            return "unix " + path;
        }

        @Override
        public String kind() {
            return "unix";
        }

        Address.UnixSocket address() {
            return new Address.UnixSocket(path);
        }
    }

    /**
     * A command that ends with status 0.
     *
     * @param command as a person would write it
     * @param execution runs it
     */
    record Exec(String command, Execution execution) implements Target {

        @Override
        public String description() {
            return "exec " + command;
        }

        @Override
        public String kind() {
            return "exec";
        }
    }
}
