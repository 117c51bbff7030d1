package dev.openruntime.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a person asks how the children are.
 *
 * @param enabled whether there is such a socket
 * @param socket where it is, absolute; none: where the supervisor chooses
 */
public record AdminConfig(boolean enabled, Optional<Path> socket) {

    /** There is one, where the supervisor chooses. */
    public static final AdminConfig DEFAULT = new AdminConfig(true, Optional.empty());
}
