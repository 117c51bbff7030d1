package dev.openruntime.lambda;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Opens the platform's APIs on one event loop thread. */
public final class LambdaClient implements AutoCloseable {

    private static final int ONE_THREAD = 1;

    private final EventLoopGroup eventLoop;
    private final String address;
    private final String userAgent;
    private final List<LambdaConnection> connections = new CopyOnWriteArrayList<>();

    /**
     * Connects to nothing yet.
     *
     * @param address {@code host:port}, as {@code AWS_LAMBDA_RUNTIME_API} has it
     * @param userAgent {@code name/version}: the platform shows it as the runtime's release
     */
    public LambdaClient(String address, String userAgent) {
        this.address = address;
        this.userAgent = userAgent;
        ThreadFactory threads =
                task -> Thread.ofPlatform().daemon().name("lambda-io").unstarted(task);
        this.eventLoop = new MultiThreadIoEventLoopGroup(ONE_THREAD, threads, NioIoHandler.newFactory());
    }

    /** The Runtime API, on a connection of its own. */
    public RuntimeApi runtime() {
        return new RuntimeApi(connection(), userAgent);
    }

    /** The Extensions API, on a connection of its own. */
    public ExtensionsApi extensions() {
        return new ExtensionsApi(connection(), userAgent);
    }

    private LambdaConnection connection() {
        LambdaConnection connection = new LambdaConnection(eventLoop, address);
        connections.add(connection);
        return connection;
    }

    /** Ends all connections, whoever waits at one, and the event loop; waits for it. */
    @Override
    public void close() {
        connections.forEach(LambdaConnection::close);
        eventLoop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
