package dev.openruntime.bench;

import java.util.Objects;

/** A side can't be measured; the message says which, and why. */
public final class SideFailure extends Exception {

    public SideFailure(String message) {
        super(message);
    }

    public SideFailure(String message, Exception cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
