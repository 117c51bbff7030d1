package dev.openruntime.emulator.telemetry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection to a receiver on this machine, renewed when needed. For one thread, but for {@link #end}, which
 * any may call to let what blocks on the connection fail.
 */
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final int port;
    private Socket socket = new Socket();
    private boolean ended;

    Connection(int port) {
        this.port = port;
    }

    /** A new connection in place of the present one. */
    Socket renew(Duration patience) throws IOException {
        Socket fresh = replace();
        fresh.setTcpNoDelay(true);
        InetAddress loopback = InetAddress.getByAddress("sandbox.localdomain", new byte[] {127, 0, 0, 1});
        fresh.connect(new InetSocketAddress(loopback, port), (int) patience.toMillis());
        return fresh;
    }

    private synchronized Socket replace() throws IOException {
        close();
        if (ended) {
            throw new IOException("the delivery has ended");
        }
        socket = new Socket();
        return socket;
    }

    /** The connection as it is, open or not. */
    synchronized Socket present() {
        return socket;
    }

    /** Closes it; {@link #renew} opens another. */
    synchronized void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("cannot close a connection to a telemetry receiver", e);
        }
    }

    /** Closes it for good. */
    synchronized void end() {
        ended = true;
        close();
    }
}
