package dev.openruntime.sidecar.isolated;

import java.time.Duration;

/**
 * What the supervisor wants of a running sidecar. One line each.
 *
 * @param kind what
 * @param id the answer carries it; rising
 * @param within time there is; meaningless for {@link Kind#HEALTH}, which is answered at once
 */
public record Order(Kind kind, long id, Duration within) {

    /** The first word of the line. */
    public enum Kind {
        /** Say how you are. */
        HEALTH,
        /** Bring out what would be lost in a freeze. */
        FLUSH,
        /** End. The answer is the exit. The end of input means the same, with no time. */
        STOP
    }

    /** The line, without its end. */
    public String line() {
        return kind + " " + id + " " + within.toNanos();
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if {@link #line} never wrote it
     */
    public static Order read(String line) {
        String[] words = line.split(" ", 3);
        if (words.length < 3) {
            throw new IllegalArgumentException("internal error: \"" + line + "\" is no order");
        }
        return new Order(Kind.valueOf(words[0]), Long.parseLong(words[1]), Duration.ofNanos(Long.parseLong(words[2])));
    }
}
