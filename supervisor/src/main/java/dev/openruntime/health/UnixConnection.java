package dev.openruntime.health;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A connection to a Unix domain socket. Ended by interrupting its thread. */
final class UnixConnection implements Connection {

    /** Of a path, as the kernel has it. */
    private static final int MOST_BYTES = 107;

    private static final long PAUSE_MILLIS = 5;

    private final SocketChannel channel;
    private final Selector selector;
    private final TimeLimit limit;

    private UnixConnection(SocketChannel channel, TimeLimit limit) throws IOException {
        this.channel = channel;
        this.limit = limit;
        this.selector = Selector.open();
        try {
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            selector.close();
            throw e;
        }
    }

    /** Connects, which is at once or not at all; waits only while the server's queue of connections is full. */
    static UnixConnection open(Path path, TimeLimit limit, Attempt attempt) throws IOException {
        int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new IOException("its path has " + bytes + " bytes, and the system takes " + MOST_BYTES);
        }
        attempt.endByInterrupting(Thread.currentThread());
        while (true) {
            SocketChannel next = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                next.configureBlocking(false);
                if (next.connect(UnixDomainSocketAddress.of(path))) {
                    return new UnixConnection(next, limit);
                }
                next.close();
            } catch (IOException e) {
                next.close();
                if (!isFull(path, e)) {
                    throw e;
                }
            }
            pause(limit);
        }
    }

    /** A full queue has no exception of its own, and messages are of the user's language. */
    private static boolean isFull(Path path, IOException e) {
        return e instanceof SocketException && !(e instanceof ConnectException) && Files.isWritable(path);
    }

    private static void pause(TimeLimit limit) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(Math.min(PAUSE_MILLIS, limit.millisLeft()));
        } catch (InterruptedException e) {
            throw (IOException) new InterruptedIOException("stopped").initCause(e);
        }
    }

    /** Requests are far shorter than what a fresh socket takes without anybody reading. */
    @Override
    public void write(byte[] bytes) throws IOException {
        if (channel.write(ByteBuffer.wrap(bytes)) != bytes.length) {
            throw new IOException("takes no request");
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(buffer, offset, length);
        int read = channel.read(into);
        while (read == 0) {
            int _ = selector.select(limit.millisLeft());
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("stopped");
            }
            selector.selectedKeys().clear();
            read = channel.read(into);
        }
        return read;
    }

    @Override
    public void skipArrived(int limit) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(1024);
        for (int skipped = 0; skipped < limit && channel.read(chunk) > 0; chunk.clear()) {
            skipped += chunk.position();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }
}
