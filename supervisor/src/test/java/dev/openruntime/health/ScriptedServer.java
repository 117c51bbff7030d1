package dev.openruntime.health;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that gives its answers one a connection, the last one again and again. */
final class ScriptedServer implements AutoCloseable {

    private final ServerSocketChannel socket =
            ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<SocketChannel> hung = new ArrayList<>(); // guarded by this
    private int served; // guarded by this
    private int mostAtOnce; // guarded by this
    private final int hanging;
    private final List<String> answers;

    private ScriptedServer(int hanging, List<String> answers) throws IOException {
        this.hanging = hanging;
        this.answers = answers;
        Thread.ofVirtual().start(this::accept);
    }

    static ScriptedServer answering(String... answers) throws IOException {
        return new ScriptedServer(0, List.of(answers));
    }

    /** Reads the first requests and never answers them. */
    static ScriptedServer hangingFirst(int connections, String answer) throws IOException {
        return new ScriptedServer(connections, List.of(answer));
    }

    int port() {
        return socket.socket().getLocalPort();
    }

    List<String> requests() {
        return requests;
    }

    /** As clients see it: an answer that is being written, and a connection that a client has closed, are over. */
    synchronized int mostAtOnce() {
        return mostAtOnce;
    }

    private void accept() {
        for (int i = 0; socket.isOpen(); i++) {
            int number = i;
            try {
                SocketChannel client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client, number));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(SocketChannel client, int number) {
        begin();
        try {
            requests.add(request(client.socket().getInputStream()));
            if (number < hanging) {
                hang(client);
                return;
            }
            end();
            String answer = answers.get(Math.min(number - hanging, answers.size() - 1));
            try (client) {
                client.socket().getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            requests.add("broken: " + e);
        }
    }

    private synchronized void begin() {
        hung.removeIf(ScriptedServer::isClosedByClient);
        served++;
        mostAtOnce = Math.max(mostAtOnce, served + hung.size());
    }

    private synchronized void end() {
        served--;
    }

    private synchronized void hang(SocketChannel client) throws IOException {
        SelectableChannel _ = client.configureBlocking(false);
        hung.add(client);
        served--;
    }

    private static boolean isClosedByClient(SocketChannel client) {
        try {
            if (client.read(ByteBuffer.allocate(1)) >= 0) {
                return false;
            }
            client.close();
            return true;
        } catch (IOException reset) {
            return true;
        }
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (!request.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            request.append((char) next);
        }
        return request.toString();
    }

    @Override
    public synchronized void close() throws IOException {
        socket.close();
        for (SocketChannel client : hung) {
            client.close();
        }
    }
}
