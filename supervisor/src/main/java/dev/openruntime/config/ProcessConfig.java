package dev.openruntime.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the process of a child is set up before its program runs.
 *
 * @param directory its working directory, absolute
 * @param nice how much it steps back for others, 0 to 19; none: as the supervisor
 * @param umask three octal digits; none: as the supervisor
 * @param limits what it may use
 */
public record ProcessConfig(Path directory, OptionalInt nice, Optional<String> umask, LimitsConfig limits) {

    /** As the supervisor is itself, in this directory. */
    static ProcessConfig in(Path directory) {
        return new ProcessConfig(directory, OptionalInt.empty(), Optional.empty(), LimitsConfig.NONE);
    }

    /** Whether nothing is asked for but a directory. */
    public boolean isPlain() {
        return nice.isEmpty() && umask.isEmpty() && limits.isNone();
    }
}
