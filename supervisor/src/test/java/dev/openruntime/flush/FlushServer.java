package dev.openruntime.flush;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers request after request with what it is told, the last answer again and again. */
final class FlushServer implements AutoCloseable {

    static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";

    /** Instead of an answer: never one. */
    static final String SILENCE = "silence";

    /** Instead of an answer: the end of the connection. */
    static final String HANG_UP = "hang up";

    /** At the end of an answer: the end of the connection. */
    static final String THEN_HANG_UP = "\0";

    private final ServerSocketChannel server;
    private final List<String> answers;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();

    private FlushServer(ServerSocketChannel server, SocketAddress address, List<String> answers) throws IOException {
        this.server = server.bind(address);
        this.answers = answers;
        Thread.ofVirtual().start(this::accept);
    }

    static FlushServer tcp(String... answers) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new FlushServer(ServerSocketChannel.open(), any, List.of(answers));
    }

    static FlushServer unix(Path socket, String... answers) throws IOException {
        return new FlushServer(
                ServerSocketChannel.open(StandardProtocolFamily.UNIX),
                UnixDomainSocketAddress.of(socket),
                List.of(answers));
    }

    FlushRequest.Address address() throws IOException {
        return switch (server.getLocalAddress()) {
            case InetSocketAddress tcp -> new FlushRequest.Address.Tcp("127.0.0.1", tcp.getPort());
            case UnixDomainSocketAddress unix -> new FlushRequest.Address.Unix(unix.getPath());
            default -> throw new IllegalStateException();
        };
    }

    List<String> requests() {
        return requests;
    }

    int connections() {
        return connections.size();
    }

    /** Ends all connections, as a server does that has waited long enough for another request. */
    void hangUp() throws IOException {
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                connections.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            InputStream in = Channels.newInputStream(client);
            for (String request = request(in); !request.isEmpty(); request = request(in)) {
                requests.add(request);
                String answer = answers.get(Math.min(answered.getAndIncrement(), answers.size() - 1));
                if (answer.equals(HANG_UP)) {
                    return;
                }
                if (!answer.equals(SILENCE)) {
                    client.write(
                            ByteBuffer.wrap(answer.replace(THEN_HANG_UP, "").getBytes(StandardCharsets.ISO_8859_1)));
                }
                if (answer.endsWith(THEN_HANG_UP)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The other side has hung up, or the test has.
        }
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (!request.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            request.append((char) next);
        }
        return request.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        hangUp();
    }
}
