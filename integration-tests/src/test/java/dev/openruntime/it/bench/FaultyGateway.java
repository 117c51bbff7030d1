package dev.openruntime.it.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A receiver of what is pushed to a Pushgateway, which fails as it is told. It remembers the last total of each series
 * in each group, as the real one does. Any thread.
 */
public final class FaultyGateway implements AutoCloseable {

    /** What becomes of a push. */
    public enum Mood {
        ACCEPTS,
        /** Takes all of it and says nothing, until the other side gives up. */
        HANGS,
        /** There is nobody. */
        REFUSES,
        RESETS_IN_BODY,
        /** Takes it, and resets the connection instead of an answer. */
        RESETS_AFTER_BODY,
        IS_BUSY,
        /** Takes it, and something before it answers that it failed. */
        FAILS
    }

    private static final String END = "\r\n\r\n";

    private final Monitor monitor = new Monitor();
    private final Map<String, Double> totals = new HashMap<>();
    private final int port = Ports.free();
    private Mood mood = Mood.REFUSES;
    private long pushes;
    private ServerSocket server = new ServerSocket();

    /** One that accepts. */
    public FaultyGateway() throws IOException {
        behave(Mood.ACCEPTS);
    }

    /** Where it is pushed to. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** From now on. */
    public void behave(Mood now) throws IOException {
        monitor.change(() -> mood = now);
        if (now == Mood.REFUSES) {
            server.close();
        } else if (server.isClosed() || !server.isBound()) {
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            ServerSocket listening = server;
            Thread.ofPlatform().daemon().name("gateway").start(() -> accept(listening));
        }
    }

    /** How many pushes have come whole, whatever became of them. */
    public long pushes() {
        return monitor.locked(() -> pushes);
    }

    /** The sum over all groups of what was pushed last of the series of one name. */
    public double total(String name) {
        return monitor.locked(() -> totals.entrySet().stream()
                .filter(entry -> entry.getKey().contains("\n" + name))
                .mapToDouble(Map.Entry::getValue)
                .sum());
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket socket = listening.accept();
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(Socket socket) {
        Mood now = monitor.locked(() -> mood);
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String head = head(in);
            if (now == Mood.RESETS_IN_BODY) {
                socket.setSoLinger(true, 0);
                return;
            }
            byte[] body = new byte[length(head)];
            in.readFully(body);
            String group = head.substring(0, head.indexOf(" HTTP/"));
            monitor.change(() -> {
                pushes++;
                if (now != Mood.IS_BUSY) {
                    take(group, new String(body, StandardCharsets.UTF_8));
                }
            });
            switch (now) {
                case ACCEPTS, REFUSES -> answer(socket, "200 OK");
                case IS_BUSY -> answer(socket, "503 Busy");
                case FAILS -> answer(socket, "502 Bad Gateway");
                case RESETS_AFTER_BODY -> socket.setSoLinger(true, 0);
                case HANGS, RESETS_IN_BODY -> {
                    int _ = in.read();
                }
            }
        } catch (IOException gone) {
            return;
        }
    }

    private void take(String group, String text) {
        text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(line -> {
            int end = line.lastIndexOf(' ');
            totals.put(group + "\n" + line.substring(0, end), Double.parseDouble(line.substring(end + 1)));
        });
    }

    private static String head(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf(END) < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    private static int length(String head) {
        String name = "content-length: ";
        String lower = head.toLowerCase(Locale.ROOT);
        int from = lower.indexOf(name) + name.length();
        return Integer.parseInt(lower.substring(from, lower.indexOf('\r', from)));
    }

    private static void answer(Socket socket, String status) throws IOException {
        String answer = "HTTP/1.1 " + status + "\r\nContent-Length: 0" + END;
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
