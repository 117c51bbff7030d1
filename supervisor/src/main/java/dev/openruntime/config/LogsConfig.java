package dev.openruntime.config;

import java.nio.file.Path;
import java.util.Optional;

/** Where the lines go that a child prints. */
public sealed interface LogsConfig {

    /** The file, where it is one. */
    Optional<File> file();

    /** Whether nobody is to see them. */
    boolean silent();

    /** To the platform's log, tagged with the child: what every child has that says nothing else. */
    record Platform() implements LogsConfig {

        @Override
        public Optional<File> file() {
            return Optional.empty();
        }

        @Override
        public boolean silent() {
            return false;
        }
    }

    /** Nowhere. Its last lines are still shown in errors. */
    record None() implements LogsConfig {

        @Override
        public Optional<File> file() {
            return Optional.empty();
        }

        @Override
        public boolean silent() {
            return true;
        }
    }

    /**
     * To a file, as they are.
     *
     * @param path absolute
     * @param max how large the file may grow; more than zero
     */
    record File(Path path, ByteSize max) implements LogsConfig {

        /** 10 MiB. */
        static final ByteSize MAX = new ByteSize(10L * 1024 * 1024);

        @Override
        public Optional<File> file() {
            return Optional.of(this);
        }

        @Override
        public boolean silent() {
            return false;
        }
    }

    /** To the platform's log. */
    LogsConfig DEFAULT = new Platform();
}
