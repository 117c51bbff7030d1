package dev.openruntime.emulator.url;

/** What a function answered can't become an HTTP response; the message says why. */
public final class MalformedAnswerException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedAnswerException(String message) {
        super(message);
    }
}
