package dev.openruntime.process;

/**
 * What a line of a child's output is told of beside its bytes.
 *
 * @param number 0 for a whole line; 1, 2, … for the pieces of a line that is too long for one
 * @param more whether another piece of the same line follows
 */
public record OutputLine(int number, boolean more) {

    /** Where a child can write to. */
    public enum Stream {
        STDOUT,
        STDERR
    }

    /**
     * The longest piece, in bytes as the child wrote them; longer lines come in several. Written down as JSON, a byte
     * takes six at most, which stays below what platforms take as one record (256 KiB).
     */
    public static final int MAX_BYTES = 32 * 1024;

    /** A line in one piece. */
    public static final OutputLine WHOLE = new OutputLine(0, false);

    /** Whether it has a number to be shown: a piece without it would pass for a line. */
    public boolean isPiece() {
        return number > 0;
    }
}
