package dev.openruntime.emulator;

import java.io.IOException;

/**
 * A function platform on this machine, for one function. It starts the bootstrap in a process group of its own, runs
 * one event at a time through the Runtime API, serves the Invoke API on 127.0.0.1, and resets the environment when the
 * platform would.
 *
 * <p>All methods may be called from any thread. {@link #close} must be called: it is the ordered stop.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Emulator implements AutoCloseable {
    /** The most bytes that an event or a response may have: 6 MiB and 100 bytes. */
    public static final int MAX_PAYLOAD_BYTES = 6_291_556;

    private Emulator() {}

    /**
     * Opens the Invoke API. The bootstrap is not started before {@link #init} or the first invocation.
     *
     * @throws IOException if the port cannot be bound
     */
    public static Emulator start(EmulatorConfig config, EmulatorListener listener) throws IOException {
        throw new UnsupportedOperationException("not built yet: " + config + listener);
    }

    /** The port of the Invoke API on 127.0.0.1. */
    public int invokePort() {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * Starts the bootstrap and waits for the end of its init phase; an environment that is up already is left as it is
     * and its report returned. Invocations that were submitted earlier go first.
     *
     * @throws java.util.concurrent.CancellationException if the emulator was closed first
     */
    public InitReport init() throws InterruptedException {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * Hands over an event and returns at once; events are run one at a time in the order of their submission.
     *
     * @throws java.util.concurrent.RejectedExecutionException if too many are waiting or the emulator is closed
     */
    public PendingInvocation submit(InvokeRequest request) {
        throw new UnsupportedOperationException("not built yet: " + request);
    }

    /** Submits an event and waits for the answer. */
    public InvokeResult invoke(InvokeRequest request) throws InterruptedException {
        return submit(request).answer();
    }

    /**
     * Stops everything in order and waits for it: the bootstrap gets SIGTERM and the shutdown budget if it has
     * registered an extension, SIGKILL otherwise; then its process group is gone, and so are the ports. A running
     * invocation is cancelled. Closing twice is harmless.
     */
    @Override
    public void close() {
        throw new UnsupportedOperationException("not built yet");
    }
}
