package dev.openruntime.cli;

import java.util.Objects;

/** A command cannot be done; the message says what, why, and how to mend it, and is made to be printed. */
final class CommandFailure extends Exception {

    private final int status;

    CommandFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The command's exit status. */
    int status() {
        return status;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
