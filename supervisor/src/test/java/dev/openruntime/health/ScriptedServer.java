package dev.openruntime.health;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that gives its answers one a connection, the last one again and again. */
final class ScriptedServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
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
        return socket.getLocalPort();
    }

    List<String> requests() {
        return requests;
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }

    private void accept() {
        for (int i = 0; !socket.isClosed(); i++) {
            int number = i;
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client, number));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client, int number) {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try (client) {
            requests.add(request(client.getInputStream()));
            if (number < hanging) {
                client.getInputStream().read(); // until the other side gives up
                return;
            }
            String answer = answers.get(Math.min(number - hanging, answers.size() - 1));
            client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            requests.add("broken: " + e);
        } finally {
            atOnce.decrementAndGet();
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
    public void close() throws IOException {
        socket.close();
    }
}
