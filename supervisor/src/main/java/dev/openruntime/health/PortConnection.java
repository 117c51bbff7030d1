package dev.openruntime.health;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A connection to a port, by a plain socket. */
final class PortConnection implements Connection {

    private final Socket socket;
    private final TimeLimit limit;

    private PortConnection(Socket socket, TimeLimit limit) {
        this.socket = socket;
        this.limit = limit;
    }

    /**
     * Connects to the first address that accepts: a server on {@code localhost} may listen on either of its addresses.
     */
    static PortConnection open(Address.Port to, TimeLimit limit, Attempt attempt) throws IOException {
        IOException refused = new IOException("no address");
        for (InetAddress address : InetAddress.getAllByName(to.host())) {
            Socket next = new Socket();
            try {
                attempt.endByClosing(next);
                next.connect(new InetSocketAddress(address, to.port()), limit.millisLeft());
                refuseItself(next);
                return new PortConnection(next, limit);
            } catch (IOException e) {
                next.close();
                refused = e;
            }
        }
        throw refused;
    }

    /**
     * Where nobody listens on a port from which the kernel takes those of clients, a client may happen to be given that
     * very port and so connect to itself. It is reset, or it would keep the port from the child for a minute.
     */
    private static void refuseItself(Socket connected) throws IOException {
        if (connected.getLocalPort() == connected.getPort()
                && connected.getLocalAddress().equals(connected.getInetAddress())) {
            connected.setSoLinger(true, 0);
            throw new ConnectException("connected to itself");
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        socket.setSoTimeout(limit.millisLeft());
        return socket.getInputStream().read(buffer, offset, length);
    }

    @Override
    public void skipArrived(int limit) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] chunk = new byte[1024];
        int skipped = 0;
        for (int there = in.available(); there > 0 && skipped < limit; there = in.available()) {
            skipped += in.read(chunk, 0, Math.min(there, chunk.length));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
