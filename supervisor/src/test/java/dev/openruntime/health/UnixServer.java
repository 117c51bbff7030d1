package dev.openruntime.health;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on a Unix domain socket that gives every connection the same answer. */
final class UnixServer implements AutoCloseable {

    private final ServerSocketChannel socket;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private UnixServer(Path path, int queue) throws IOException {
        socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket.bind(UnixDomainSocketAddress.of(path), queue);
    }

    static UnixServer answering(Path path, String answer) throws IOException {
        UnixServer server = new UnixServer(path, 50);
        Thread _ = Thread.ofVirtual().start(() -> server.accept(answer));
        return server;
    }

    /** Takes connections up to the length of its queue, and never looks at them. */
    static UnixServer deaf(Path path, int queue) throws IOException {
        return new UnixServer(path, queue);
    }

    List<String> requests() {
        return requests;
    }

    private void accept(String answer) {
        while (true) {
            try (SocketChannel client = socket.accept()) {
                ByteBuffer request = ByteBuffer.allocate(4096);
                int read = client.read(request);
                requests.add(new String(request.array(), 0, Math.max(0, read), StandardCharsets.ISO_8859_1));
                if (read > 0) {
                    client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.ISO_8859_1)));
                }
            } catch (IOException e) {
                if (!socket.isOpen()) {
                    return;
                }
                requests.add("broken: " + e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
