package dev.openruntime.config;

/** How the supervisor speaks with the handler. */
public enum HandlerProtocol implements Word {
    /** The worker protocol, as middleware speaks it. */
    WORKER("worker"),
    /** The Lambda Runtime API, as every official client speaks it. */
    RUNTIME_API("runtime-api");

    private final String word;

    HandlerProtocol(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
