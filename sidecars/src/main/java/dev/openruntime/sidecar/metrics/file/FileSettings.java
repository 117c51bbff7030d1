package dev.openruntime.sidecar.metrics.file;

import dev.openruntime.sidecar.metrics.series.Tag;
import java.nio.file.Path;
import java.util.List;

/**
 * Which file.
 *
 * @param path of it; its folder must be there
 * @param mostBytes after which it is renamed to one with {@code .1} at its end, in whose place
 * @param tags that all series have
 */
public record FileSettings(Path path, long mostBytes, List<Tag> tags) {

    /** What there is room for if nobody says. */
    public static final long MOST_BYTES = 16L << 20;

    public FileSettings {
        tags = List.copyOf(tags);
    }
}
