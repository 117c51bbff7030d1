package dev.openruntime.worker.frame;

import java.io.IOException;

/**
 * The other side sent bytes that are no frame. The stream can't be trusted any more: its process has to be replaced.
 */
public final class BadFrameException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String what;

    /** With what was wrong, and the first bytes of it. */
    public BadFrameException(String what) {
        super(what);
        this.what = what;
    }

    /** What was wrong, and the first bytes of it. */
    public String what() {
        return what;
    }
}
