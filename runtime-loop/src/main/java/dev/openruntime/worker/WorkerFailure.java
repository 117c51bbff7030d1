package dev.openruntime.worker;

import java.util.List;
import java.util.Optional;

/**
 * A call that got no answer, or none that counts. Expected: workers crash and hang. Carries no stack trace, since it
 * says nothing about our code.
 */
public final class WorkerFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** No answer by the call's deadline; the call is still open. */
        TIMED_OUT,
        /** The process ended, or one of its streams did. */
        DIED,
        /** It answered what the protocol doesn't allow. */
        PROTOCOL,
        /** Its answer's body was longer than the platform takes. */
        TOO_LARGE,
        /** There was no ready worker to call. */
        UNAVAILABLE
    }

    private final Kind kind;
    private final transient Optional<String> errorType;
    private final transient List<String> lastLines;

    /** A failure in words that go to the user, with the worker's last lines of output. */
    public WorkerFailure(Kind kind, String message, List<String> lastLines) {
        this(kind, Optional.empty(), message, lastLines);
    }

    /** A failure that the platform has a type of its own for. */
    public WorkerFailure(Kind kind, String errorType, String message, List<String> lastLines) {
        this(kind, Optional.of(errorType), message, lastLines);
    }

    private WorkerFailure(Kind kind, Optional<String> errorType, String message, List<String> lastLines) {
        super(message, null, false, false);
        this.kind = kind;
        this.errorType = errorType;
        this.lastLines = List.copyOf(lastLines);
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** What the platform would call it; empty where it wouldn't. */
    public Optional<String> errorType() {
        return errorType;
    }

    /** What the worker printed last, oldest first. */
    public List<String> lastLines() {
        return lastLines;
    }

    /** The same reason, for a call of which nothing was sent. */
    WorkerFailure asUnavailable() {
        return new WorkerFailure(Kind.UNAVAILABLE, String.valueOf(getMessage()), lastLines);
    }
}
