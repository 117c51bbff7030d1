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
        /** With what has the word poison in it, which it doesn't take; the rest it does. */
        FAILS_WITH_POISON,
        /** What has more than a hundred bytes. */
        REFUSES_WHAT_IS_LARGE,
        REFUSES_FOR_GOOD
    }

    final Queue<byte[]> bodies = new ConcurrentLinkedQueue<>();
    volatile Mood mood = Mood.ACCEPTS;
    final AtomicInteger hungUp = new AtomicInteger();
    private final ServerSocket server;

    Collector() throws IOException {
        this(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")));
    }

    /** @param server on which it listens, perhaps over TLS */
    Collector(ServerSocket server) {
        this.server = server;
        Thread.ofPlatform().daemon().name("collector").start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
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
            String status = status(now, body);
            if (status.startsWith("2") || now == Mood.FAILS_AFTER_BODY) {
                bodies.add(body);
            }
            if (now == Mood.RESETS_AFTER_BODY) {
                socket.setSoLinger(true, 0);
            } else if (now == Mood.HANGS) {
                int _ = in.read(); // until the other side gives up
            } else {
                String answer = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n";
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            hungUp.incrementAndGet();
        }
    }

    private static String status(Mood mood, byte[] body) {
        boolean isPoison = new String(body, StandardCharsets.ISO_8859_1).contains("poison");
        return switch (mood) {
            case IS_BUSY -> "503 Busy";
            case FAILS_AFTER_BODY -> "502 Bad Gateway";
            case FAILS_WITH_POISON -> isPoison ? "500 Out of order" : "200 OK";
            case REFUSES_WHAT_IS_LARGE -> body.length > 100 ? "413 Too Large" : "200 OK";
            case REFUSES_FOR_GOOD -> "400 Bad Request";
            case HANGS -> "";
            case ACCEPTS, RESETS_AFTER_BODY, RESETS_IN_BODY -> "200 OK";
        };
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
