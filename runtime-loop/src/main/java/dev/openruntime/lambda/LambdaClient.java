package dev.openruntime.lambda;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Opens the platform's APIs, each on a connection of its own. */
public final class LambdaClient implements AutoCloseable {

    /** Events and responses of the usual length are moved by one system call each way. */
    private static final int RUNTIME_BYTES = 64 * 1024;

    /** Nothing but a registration is ever said there. */
    private static final int EXTENSIONS_BYTES = 4 * 1024;

    private final String address;
    private final String userAgent;
    private final List<HttpConnection> connections = new CopyOnWriteArrayList<>();

    /**
     * Connects to nothing yet.
     *
     * @param address {@code host:port}, as {@code AWS_LAMBDA_RUNTIME_API} has it
     * @param userAgent {@code name/version}: the platform shows it as the runtime's release
     */
    public LambdaClient(String address, String userAgent) {
        this.address = address;
        this.userAgent = userAgent;
    }

    /** The Runtime API, on a connection of its own. */
    public RuntimeApi runtime() {
        return new RuntimeApi(connection(RUNTIME_BYTES), userAgent);
    }

    /** The Extensions API, on a connection of its own. */
    public ExtensionsApi extensions() {
        return new ExtensionsApi(connection(EXTENSIONS_BYTES), userAgent);
    }

    private HttpConnection connection(int bufferBytes) {
        HttpConnection connection = new HttpConnection(address, bufferBytes);
        connections.add(connection);
        return connection;
    }

    /** Ends all connections, and whoever waits at one. */
    @Override
    public void close() {
        connections.forEach(HttpConnection::close);
    }
}
