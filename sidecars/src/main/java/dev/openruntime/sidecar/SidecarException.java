package dev.openruntime.sidecar;

/** What a sidecar could not do, in the words for the person who configured it: "cannot X: why". */
public final class SidecarException extends Exception {

    private static final long serialVersionUID = 1L;

    public SidecarException(String message) {
        super(message);
    }

    public SidecarException(String message, Throwable cause) {
        super(message, cause);
    }
}
