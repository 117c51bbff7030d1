package dev.openruntime.emulator;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A function platform on this machine, for one function. It starts the bootstrap in a process group of its own, runs
 * one event at a time through the Runtime API, serves the Invoke API on 127.0.0.1, and resets the environment when the
 * platform would.
 *
 * <p>All methods may be called from any thread. {@link #close} must be called: it is the ordered stop. If this JVM dies
 * without, the bootstrap's process group is killed.
 */
public final class Emulator implements AutoCloseable {
    /** The most bytes that an event or a response may have: 6 MiB and 100 bytes. */
    public static final int MAX_PAYLOAD_BYTES = 6_291_556;

    private final Clock clock = Clock.systemUTC();
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("emulator-io", true), NioIoHandler.newFactory());
    private final Platform platform;
    private final HttpServer invokeApi;

    private Emulator(EmulatorConfig config, EmulatorListener listener) throws IOException {
        var sink = new LineSink(listener);
        platform = new Platform(onExit -> new Sandbox(config, loop, sink, clock, onExit));
        try {
            invokeApi = HttpServer.open(
                    loop, config.invokePort(), "emulator-invoke-api", new InvokeApi(config, this::submit));
        } catch (IOException e) {
            stopLoop();
            throw e;
        }
        platform.start();
    }

    /**
     * Opens the Invoke API. The bootstrap is not started before {@link #init} or the first invocation.
     *
     * @throws IOException if the port cannot be bound
     */
    public static Emulator start(EmulatorConfig config, EmulatorListener listener) throws IOException {
        return new Emulator(config, listener);
    }

    /** The port of the Invoke API on 127.0.0.1. */
    public int invokePort() {
        return invokeApi.port();
    }

    /**
     * Starts the bootstrap and waits for the end of its init phase; an environment that is up already is left as it is
     * and its report returned. Invocations that were submitted earlier go first.
     *
     * @throws java.util.concurrent.CancellationException if the emulator was closed first
     */
    public InitReport init() throws InterruptedException {
        try {
            return platform.init().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("internal error: the emulator failed to start the function", e.getCause());
        }
    }

    /**
     * Hands over an event and returns at once; events are run one at a time in the order of their submission.
     *
     * @throws java.util.concurrent.RejectedExecutionException if 100 are waiting already, or the emulator is closed
     */
    public PendingInvocation submit(InvokeRequest request) {
        String traceId = request.traceId().orElseGet(() -> TraceId.make(clock.instant()));
        var invocation = new Invocation(UUID.randomUUID().toString(), traceId, request);
        platform.invoke(invocation);
        return new PendingInvocation(invocation);
    }

    /** Submits an event and waits for the answer; see {@link #submit} and {@link PendingInvocation#answer}. */
    public InvokeResult invoke(InvokeRequest request) throws InterruptedException {
        return submit(request).answer();
    }

    /**
     * Stops everything in order and waits for it: the bootstrap gets SIGTERM and the shutdown budget if it has
     * registered an extension, SIGKILL otherwise; then its process group is gone, and so are the ports. Invocations
     * that run or wait are cancelled. Closing twice is harmless.
     */
    @Override
    public void close() {
        platform.close();
        invokeApi.close();
        stopLoop();
    }

    private void stopLoop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
