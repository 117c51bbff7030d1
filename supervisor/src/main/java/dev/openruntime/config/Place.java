package dev.openruntime.config;

import java.nio.file.Path;

/**
 * Where something stands.
 *
 * @param file the file as it was named when it was looked for
 * @param line from 1; 0: the file as a whole
 */
public record Place(Path file, int line) {

    /** As it is written in messages: {@code file:line}, or the file alone. */
    @Override
    public String toString() {
        return line == 0 ? file.toString() : file + ":" + line;
    }
}
