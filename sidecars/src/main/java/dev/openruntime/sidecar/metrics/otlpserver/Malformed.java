package dev.openruntime.sidecar.metrics.otlpserver;

/** A body that can't be read; nothing of it is taken. */
final class Malformed extends Exception {

    private static final long serialVersionUID = 1L;

    Malformed(String why) {
        super(why);
    }

    Malformed(String why, Throwable cause) {
        super(why, cause);
    }
}
