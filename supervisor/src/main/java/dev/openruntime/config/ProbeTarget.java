package dev.openruntime.config;

import java.nio.file.Path;
import java.util.List;

/** What a probe asks. */
public sealed interface ProbeTarget {

    /**
     * A GET request.
     *
     * @param request what is sent, and where
     * @param statuses which answers are good, at least one range
     */
    record Http(HttpRequest request, List<StatusRange> statuses) implements ProbeTarget {
        public Http {
            statuses = List.copyOf(statuses);
        }
    }

    /**
     * A connection; ready is one that is accepted.
     *
     * @param host a name or an address, {@code 127.0.0.1} unless given
     * @param port 1 to 65535
     */
    record Tcp(String host, int port) implements ProbeTarget {}

    /**
     * A connection to a Unix socket; ready is one that is accepted.
     *
     * @param path absolute
     */
    record Unix(Path path) implements ProbeTarget {}

    /**
     * A command; ready is an exit with status 0.
     *
     * @param words of the command, at least one; a relative first word with a slash is already resolved
     */
    record Exec(List<String> words) implements ProbeTarget {
        public Exec {
            words = List.copyOf(words);
        }
    }

    /**
     * A line of the child's output.
     *
     * @param regex is found in it; compiles
     */
    record Log(String regex) implements ProbeTarget {}
}
