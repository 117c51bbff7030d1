package dev.openruntime.handler;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/**
 * Where one process finds its Runtime API: a port of 127.0.0.1 that no other process was ever told, so that what comes
 * in there is this one's. Bound before the process is spawned, with nothing but the JDK; the system lets callers wait
 * until somebody serves.
 */
public final class HandlerPort implements AutoCloseable {

    private static final int BACKLOG = 128;

    private final ServerSocketChannel socket;
    private final String address;

    private HandlerPort(ServerSocketChannel socket, String address) {
        this.socket = socket;
        this.address = address;
    }

    /** Binds a free port. */
    public static HandlerPort bind() throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            // Not InetAddress.getLoopbackAddress(), which may be ::1: the process is told 127.0.0.1.
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            // A port whose last process is gone, but not its connections, is not to be had again.
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, false);
            socket.bind(new InetSocketAddress(loopback, 0), BACKLOG);
            return new HandlerPort(socket, "127.0.0.1:" + ((InetSocketAddress) socket.getLocalAddress()).getPort());
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** {@code HOST:PORT}, as {@code AWS_LAMBDA_RUNTIME_API} has it. */
    public String address() {
        return address;
    }

    ServerSocketChannel socket() {
        return socket;
    }

    /** Refuses callers from now on. Not before its successor is bound, which otherwise might get the same port. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
