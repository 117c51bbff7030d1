package dev.openruntime.process;

import java.time.Instant;

/**
 * A line that a child wrote, or a piece of one.
 *
 * @param child its name
 * @param stream where it wrote to
 * @param at when it was read
 * @param text without the line's end; a piece that isn't the last of its line ends in {@link #CONTINUES}
 */
public record OutputLine(String child, Stream stream, Instant at, String text) {

    /** Where a child can write to. */
    public enum Stream {
        STDOUT,
        STDERR
    }

    /** The longest piece, in bytes as the child wrote them; longer lines come in several. */
    public static final int MAX_BYTES = 8192;

    /** Marks a piece that goes on in the next. */
    public static final String CONTINUES = " …";
}
