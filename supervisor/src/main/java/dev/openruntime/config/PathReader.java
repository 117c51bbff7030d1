package dev.openruntime.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads paths. A relative one counts from the directory of all children. */
final class PathReader {

    /** What the kernel takes as the address of a Unix socket, without the zero at its end. */
    private static final int MOST_SOCKET_BYTES = 107;

    private final Reading reading;

    PathReader(Reading reading) {
        this.reading = reading;
    }

    /** Absolute; null if the key isn't there, or, with a problem, holds no path. */
    @Nullable Path path(Section section, String key) {
        String text = section.text(key);
        if (text == null) {
            return null;
        }
        if (text.isBlank()) {
            reading.problems().add(section.placeOf(key), section.pathOf(key), "a path cannot be blank");
            return null;
        }
        try {
            return reading.directory().resolve(text).normalize();
        } catch (InvalidPathException e) {
            reading.problems()
                    .add(
                            section.placeOf(key),
                            section.pathOf(key),
                            "cannot use " + Shown.quoted(text) + " as a path: " + Shown.plain(e.getReason()));
            return null;
        }
    }

    /** The same for the address of a Unix socket. */
    @Nullable Path socket(Section section, String key) {
        Path path = path(section, key);
        int length = path == null ? 0 : path.toString().getBytes(UTF_8).length;
        if (length > MOST_SOCKET_BYTES) {
            reading.problems()
                    .add(
                            section.placeOf(key),
                            section.pathOf(key),
                            "a socket's path can be at most " + MOST_SOCKET_BYTES + " bytes long, and "
                                    + Shown.plain(path + "") + " has " + length);
            return null;
        }
        return path;
    }
}
