package dev.openruntime.config;

import java.nio.file.Path;
import java.util.Optional;

/** Where the lines go that a child prints. */
public sealed interface LogsConfig {

    /** The file, where it is one. */
    default Optional<File> file() {
        return this instanceof File file ? Optional.of(file) : Optional.empty();
    }

    /** Whether nobody is to see them. */
    default boolean silent() {
        return this instanceof None;
    }

    /** To the platform's log, tagged with the child: what every child has that says nothing else. */
    record Platform() implements LogsConfig {}

    /** Nowhere. Its last lines are still shown in errors. */
    record None() implements LogsConfig {}

    /**
     * To a file, as they are.
     *
     * @param path absolute
     * @param max how large the file may grow; more than zero
     */
    record File(Path path, ByteSize max) implements LogsConfig {

        /** 10 MiB. */
        static final ByteSize MAX = new ByteSize(10L * 1024 * 1024);
    }
}
