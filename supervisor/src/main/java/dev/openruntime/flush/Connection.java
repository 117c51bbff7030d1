package dev.openruntime.flush;

import dev.openruntime.invocation.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A socket, over TCP or Unix, of which every operation has a deadline. Not for two threads at once.
 *
 * <p>Ours rather than {@link java.net.Socket}, which knows no Unix sockets, and without a thread that would have to be
 * interrupted.
 */
final class Connection implements AutoCloseable {

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    private Connection(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.selector = selector;
        channel.configureBlocking(false);
        this.key = channel.register(selector, 0);
    }

    static Connection open(FlushRequest.Address address, Deadline by) throws IOException {
        if (address instanceof FlushRequest.Address.Tcp tcp) {
            return open(tcp, by);
        }
        Path socket = ((FlushRequest.Address.Unix) address).path();
        return open(SocketChannel.open(StandardProtocolFamily.UNIX), UnixDomainSocketAddress.of(socket), by);
    }

    /** To the first address that accepts: a server on {@code localhost} may listen on either of its addresses. */
    private static Connection open(FlushRequest.Address.Tcp tcp, Deadline by) throws IOException {
        IOException refused = new IOException("no address");
        for (InetAddress address : InetAddress.getAllByName(tcp.name())) {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                return open(channel, new InetSocketAddress(address, tcp.port()), by);
            } catch (IOException e) {
                channel.close();
                refused = e;
            }
        }
        throw refused;
    }

    private static Connection open(SocketChannel channel, SocketAddress address, Deadline by) throws IOException {
        Connection connection;
        try {
            connection = new Connection(channel, Selector.open());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        try {
            if (!channel.connect(address)) {
                do {
                    connection.await(SelectionKey.OP_CONNECT, by);
                } while (!channel.finishConnect());
            }
            return connection;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether the peer hasn't closed it, and hasn't sent what nobody asked for. */
    boolean isFresh() {
        try {
            return channel.read(ByteBuffer.allocate(1)) == 0;
        } catch (IOException e) {
            return false; // reset: as good as closed
        }
    }

    void write(byte[] bytes, Deadline by) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            if (channel.write(left) == 0) {
                await(SelectionKey.OP_WRITE, by);
            }
        }
    }

    /** At least one byte, into what is left of the buffer. */
    void read(ByteBuffer buffer, Deadline by) throws IOException {
        int read = channel.read(buffer);
        while (read == 0) {
            await(SelectionKey.OP_READ, by);
            read = channel.read(buffer);
        }
        if (read < 0) {
            throw new EOFException();
        }
    }

    private void await(int operation, Deadline by) throws IOException {
        long millis = (by.remainingNanos() + 999_999) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        key.interestOps(operation);
        int _ = selector.select(millis);
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        try {
            selector.close();
        } finally {
            channel.close();
        }
    }
}
