package dev.openruntime.sidecar.isolated;

/**
 * What a sidecar tells the supervisor. One line each.
 *
 * @param kind what
 * @param number the id of the order that it answers, how many {@link Kind#COUNTED}, or the nanoseconds of
 *     {@link Kind#TIMED}; else 0
 * @param text what is worth knowing of it, in one line; may be empty
 */
public record Report(Kind kind, long number, String text) {

    /** The first word of the line. */
    public enum Kind {
        /** It serves. */
        READY,
        /** It could not be started. */
        FAILED,
        /** An answer: it does its work. */
        HEALTHY,
        /** An answer: it does not. */
        UNHEALTHY,
        /** An answer: all is brought out. */
        FLUSHED,
        /** An answer: it could not be. */
        UNFLUSHED,
        /** A line for the function's log. */
        PRINTED,
        /** The meter of that name goes up by so many. */
        COUNTED,
        /** The meter of that name took so long. */
        TIMED
    }

    public Report {
        text = text.replace('\n', ' ').replace('\r', ' ');
    }

    /** Without a number. */
    public Report(Kind kind, String text) {
        this(kind, 0, text);
    }

    /** The line, without its end. */
    public String line() {
        return kind + " " + number + " " + text;
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if {@link #line} never wrote it
     */
    public static Report read(String line) {
        String[] words = line.split(" ", 3);
        if (words.length < 3) {
            throw new IllegalArgumentException("internal error: \"" + line + "\" is no report");
        }
        return new Report(Kind.valueOf(words[0]), Long.parseLong(words[1]), words[2]);
    }
}
