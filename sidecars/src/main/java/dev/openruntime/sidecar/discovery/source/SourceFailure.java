package dev.openruntime.sidecar.discovery.source;

/** Why a source can't be asked, in words for a person. */
public final class SourceFailure extends Exception {

    private static final long serialVersionUID = 1L;

    public SourceFailure(String message) {
        super(message);
    }

    public SourceFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
