package dev.openruntime.handler;

/** Serves the Runtime API to the handler's processes. */
public final class RuntimeApiServer {

    private final PlatformRelay relay;

    /**
     * Serves nothing yet.
     *
     * @param platform {@code HOST:PORT} of what isn't served here
     */
    public RuntimeApiServer(String platform) {
        this.relay = new PlatformRelay(platform);
    }

    /** Serves a process at its port, until that is closed. */
    public Serving serve(HandlerPort port, RuntimeApiHandler handler) {
        Serving serving = new Serving(port.socket(), handler, relay);
        serving.begin();
        return serving;
    }
}
