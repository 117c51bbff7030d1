package dev.openruntime.loop;

/** The source of invocations can't be used any more. */
public final class SourceFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** With what was asked of whom, and what came back. */
    public SourceFailure(String message) {
        super(message);
    }

    /** With what was asked of whom, and why nothing came back. */
    public SourceFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
