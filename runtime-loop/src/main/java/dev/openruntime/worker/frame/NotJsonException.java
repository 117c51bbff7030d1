package dev.openruntime.worker.frame;

import java.io.IOException;

/** Bytes that are no JSON where JSON is read, or no frame for another reason. */
final class NotJsonException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String why;

    NotJsonException(String why) {
        super(why);
        this.why = why;
    }

    /** In words that follow "no frame: ". */
    String why() {
        return why;
    }

    /** Its trace says nothing, and a body of any kind may cause it. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
