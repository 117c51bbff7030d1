package dev.openruntime.sidecar.metrics;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver over HTTP that behaves as it is told, and remembers the bodies that it took. */
final class Collector implements AutoCloseable {

    /** What happens to a request. */
    enum Mood {
        ACCEPTS,
        /** Says that it took nothing. */
        IS_BUSY,
        /** Takes it, and nobody hears of that. */
        RESETS_AFTER_BODY,
        /** Takes it, and a gateway says that something went wrong. */
        FAILS_AFTER_BODY,
        RESETS_IN_BODY,
        HANGS,
        REFUSES_FOR_GOOD
    }

    final Queue<byte[]> bodies = new ConcurrentLinkedQueue<>();
    volatile Mood mood = Mood.ACCEPTS;
    final AtomicInteger hungUp = new AtomicInteger();
    private final ServerSocket server;

    Collector() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofPlatform().daemon().name("collector").start(this::serve);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofPlatform().daemon().start(() -> answer(socket));
            } catch (IOException closed) {
                hungUp.incrementAndGet();
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            Mood now = mood;
            if (now == Mood.RESETS_IN_BODY) {
                int _ = in.read();
                socket.setSoLinger(true, 0);
                return;
            }
            byte[] body = body(in);
            if (now == Mood.ACCEPTS || now == Mood.RESETS_AFTER_BODY || now == Mood.FAILS_AFTER_BODY) {
                bodies.add(body);
            }
            if (now == Mood.RESETS_AFTER_BODY) {
                socket.setSoLinger(true, 0);
            } else if (now == Mood.HANGS) {
                int _ = in.read(); // until the other side gives up
            } else {
                socket.getOutputStream().write(status(now).getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            hungUp.incrementAndGet();
        }
    }

    private static String status(Mood mood) {
        String line = switch (mood) {
            case IS_BUSY -> "503 Busy";
            case FAILS_AFTER_BODY -> "502 Bad Gateway";
            case REFUSES_FOR_GOOD -> "400 Bad Request";
            case ACCEPTS, RESETS_AFTER_BODY, RESETS_IN_BODY, HANGS -> "200 OK";
        };
        return "HTTP/1.1 " + line + "\r\nContent-Length: 0\r\n\r\n";
    }

    private static byte[] body(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        String text = head.toString().toLowerCase(Locale.ROOT);
        int from = text.indexOf("content-length: ") + "content-length: ".length();
        byte[] body = new byte[Integer.parseInt(text.substring(from, text.indexOf('\r', from)))];
        in.readFully(body);
        return body;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
