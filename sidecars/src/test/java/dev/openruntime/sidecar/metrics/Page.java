package dev.openruntime.sidecar.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every request with the same bytes, which may be anything. */
final class Page implements AutoCloseable {

    final AtomicInteger asked = new AtomicInteger();
    volatile String answer = "";

    /** Whether the connection stays open without an end of the answer. */
    volatile boolean hangs;

    private final ServerSocket server;

    Page() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofPlatform().daemon().name("page").start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    /** A page in the text format 0.0.4. */
    Page shows(String text) {
        answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: "
                + text.getBytes(UTF_8).length + "\r\n\r\n" + text;
        return this;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    assert !line.isBlank();
                }
                asked.incrementAndGet();
                socket.getOutputStream().write(answer.getBytes(UTF_8));
                if (hangs) {
                    int _ = in.read(); // until the other side gives up
                }
            } catch (IOException gone) {
                asked.addAndGet(0);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
