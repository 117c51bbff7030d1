package dev.openruntime.flush;

import dev.openruntime.invocation.Deadline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a sidecar is sent to be flushed.
 *
 * @param method {@code POST}, mostly
 * @param address where
 * @param path begins with a slash
 * @param headers besides those that every request has
 */
public record FlushRequest(String method, Address address, String path, Map<String, String> headers) {

    /** Where it listens. */
    public sealed interface Address {

        /** For a person. */
        String description();

        /** For the {@code Host} header. */
        String host();

        /** Whether it is known without a look-up, which may take any time. */
        boolean isKnown();

        /**
         * Over TCP.
         *
         * @param name a name or an address; all addresses of a name are tried
         * @param port 1 to 65,535
         */
        record Tcp(String name, int port) implements Address {

            @Override
            public String description() {
                return host();
            }

            @Override
            public String host() {
                return (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":" + port;
            }

            @Override
            public boolean isKnown() {
                return name.equals("localhost")
                        || name.indexOf(':') >= 0
                        || name.chars().allMatch(c -> c == '.' || Character.isDigit(c));
            }
        }

        /**
         * Over a Unix socket.
         *
         * @param path absolute
         */
        record Unix(Path path) implements Address {

            @Override
            public String description() {
                return "unix:" + path;
            }

            @Override
            public String host() {
                return "localhost";
            }

            @Override
            public boolean isKnown() {
                return true;
            }
        }
    }

    public FlushRequest {
        headers = Map.copyOf(headers);
    }

    /** What is asked, for a person. */
    String description() {
        return method + " " + address.description() + path;
    }

    /** The request as it goes over the wire, without a body. It says by when an answer is of use, in Unix ms. */
    byte[] bytes(Deadline by) {
        StringBuilder request = new StringBuilder(256)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(address.host())
                .append("\r\nUser-Agent: open-runtime\r\nContent-Length: 0\r\nOpen-Runtime-Deadline-Ms: ")
                .append(by.epochMillis())
                .append("\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        return request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
