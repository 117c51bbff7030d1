package dev.openruntime.pipeline;

/**
 * A flush that didn't bring out what it should. Expected, and never the invocation's failure. Carries no stack trace,
 * since it says nothing about our code.
 */
public final class FlushFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** It said so itself. */
        FAILED("fail"),
        /** It gave no answer in time. */
        TIMED_OUT("timeout"),
        /** Nobody was there to take it, or hung up. */
        UNREACHABLE("unreachable"),
        /** What it answered is not what was agreed on. */
        PROTOCOL("protocol");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word that timelines and meters show for it. */
        String word() {
            return word;
        }
    }

    private final Kind kind;

    /** With what was asked of whom, and what came of it. */
    public FlushFailure(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }
}
