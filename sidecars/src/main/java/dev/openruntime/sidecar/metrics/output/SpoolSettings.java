package dev.openruntime.sidecar.metrics.output;

import java.nio.file.Path;

/**
 * Where what could not be sent is kept.
 *
 * @param directory made with mode 0700 if it isn't there
 * @param mostBytes of it for each output; 0: nothing is kept there
 */
public record SpoolSettings(Path directory, long mostBytes) {

    /** What there is room for if nobody says. */
    public static final long MOST_BYTES = 16L << 20;
}
