package dev.openruntime.emulator.telemetry;

/** A subscription that the platform would not take; the message says what is wrong with it. */
public final class InvalidSubscriptionException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidSubscriptionException(String message) {
        super(message);
    }
}
