package dev.openruntime.emulator.telemetry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A listener as an extension has one, over HTTP or TCP, that keeps all it is sent. */
final class Receiver implements AutoCloseable {
    /** The body of each request, or each line. */
    final Queue<String> received = new ConcurrentLinkedQueue<>();

    /** The first line of each request. */
    final Queue<String> requests = new ConcurrentLinkedQueue<>();

    private final ServerSocket listening;
    private final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> accepting = new ConcurrentLinkedQueue<>();
    private volatile String status = "200 OK";

    private interface Reader {
        void read(Socket socket) throws IOException;
    }

    private Receiver(int port) throws IOException {
        listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    }

    static Receiver http() throws IOException {
        return http(0);
    }

    static Receiver http(int port) throws IOException {
        var receiver = new Receiver(port);
        receiver.serve(receiver::readRequest);
        return receiver;
    }

    static Receiver tcp(int port) throws IOException {
        var receiver = new Receiver(port);
        receiver.serve(receiver::readLines);
        return receiver;
    }

    /** One that accepts and never reads. */
    static Receiver deaf() throws IOException {
        return new Receiver(0);
    }

    int port() {
        return listening.getLocalPort();
    }

    void answer(String newStatus) {
        status = newStatus;
    }

    List<String> texts() {
        return List.copyOf(received);
    }

    private void serve(Reader reader) {
        accepting.add(Thread.ofVirtual().start(() -> {
            while (!listening.isClosed()) {
                try {
                    Socket socket = listening.accept();
                    accepted.add(socket);
                    Thread.ofVirtual().start(() -> {
                        try (socket) {
                            reader.read(socket);
                        } catch (IOException e) {
                            received.add("broken: " + e);
                        }
                    });
                } catch (IOException e) {
                    return; // closed
                }
            }
        }));
    }

    private void readRequest(Socket socket) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        requests.add(String.valueOf(in.readLine()));
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        char[] body = new char[length];
        for (int read = 0; read < length; ) {
            read += in.read(body, read, length - read);
        }
        received.add(new String(body));
        socket.getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void readLines(Socket socket) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            received.add(line);
        }
    }

    /** A socket on which a virtual thread waits takes connections until that thread has noticed its end. */
    @Override
    public void close() throws IOException {
        listening.close();
        try {
            for (Thread thread : accepting) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket socket : accepted) {
            socket.close();
        }
    }
}
