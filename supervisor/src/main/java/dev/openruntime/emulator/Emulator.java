package dev.openruntime.emulator;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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

    /** The most bytes that a response may have which is passed on while it is made: 200 MiB. */
    public static final long MAX_STREAMED_BYTES = 200L * 1024 * 1024;

    private final Clock clock = Clock.systemUTC();
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("emulator-io", true), NioIoHandler.newFactory());
    private final Platform platform;
    private final EventQueue events;
    private final Invoker invoker;
    private final List<HttpServer> servers = new ArrayList<>();

    private Emulator(EmulatorConfig config, EmulatorListener listener) throws IOException {
        var tails = new TailingListener(listener);
        var sink = new LineSink(tails);
        platform = new Platform(tails, onExit -> new Sandbox(config, loop, sink, clock, onExit));
        events = new EventQueue(platform, config.retryWaits());
        invoker = new Invoker(platform, events, clock);
        var url = new FunctionUrl(invoker);
        try {
            open(config.invokePort(), "emulator-invoke-api", new CallerApi(new InvokeApi(config, invoker), url));
            if (config.urlPort().isPresent()) {
                open(config.urlPort().getAsInt(), "emulator-function-url", url);
            }
        } catch (IOException e) {
            servers.forEach(HttpServer::close);
            stopLoop();
            throw e;
        }
        platform.start();
    }

    private void open(int port, String name, HttpServer.Service service) throws IOException {
        servers.add(HttpServer.open(loop, port, name, service));
    }

    /**
     * Opens the Invoke API. The bootstrap is not started before {@link #init} or the first invocation.
     *
     * @throws IOException if the port cannot be bound
     */
    public static Emulator start(EmulatorConfig config, EmulatorListener listener) throws IOException {
        return new Emulator(config, listener);
    }

    /** The port on 127.0.0.1 of the Invoke API and, for every path that isn't that API's, the function URL. */
    public int invokePort() {
        return servers.getFirst().port();
    }

    /** The port on 127.0.0.1 where every path is the function URL's: that of its own, if there is one. */
    public int urlPort() {
        return servers.getLast().port();
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

    /** The process id of the bootstrap that runs now; empty if none does. */
    public OptionalLong bootstrap() {
        return platform.sandbox().present().map(Environment::bootstrap).orElse(OptionalLong.empty());
    }

    /**
     * The process ids of all that the function consists of now: the bootstrap's process group, those of extensions, and
     * their descendants. To be asked between invocations.
     *
     * @throws IOException if there is no {@code /proc} to read
     */
    public Set<Long> processes() throws IOException {
        Optional<Environment> present = platform.sandbox().present();
        return present.isPresent() ? present.get().family() : Set.of();
    }

    /**
     * Hands over an event and returns at once; events are run one at a time in the order of their submission.
     *
     * @throws java.util.concurrent.RejectedExecutionException if 100 are waiting already, or the emulator is closed
     */
    public PendingInvocation submit(InvokeRequest request) {
        return invoker.call(request);
    }

    /** Submits an event and waits for the answer; see {@link #submit} and {@link PendingInvocation#answer}. */
    public InvokeResult invoke(InvokeRequest request) throws InterruptedException {
        return submit(request).answer();
    }

    /**
     * Stops everything in order and waits for it: the bootstrap gets SIGTERM and the shutdown budget if it has
     * registered an extension, SIGKILL otherwise; then its process group is gone, and so are the ports. Invocations
     * that run or wait are cancelled, and events that were dropped so are said in the log. Closing twice is harmless.
     */
    @Override
    public void close() {
        events.stop();
        platform.close();
        events.close();
        servers.forEach(HttpServer::close);
        stopLoop();
    }

    private void stopLoop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
