package dev.openruntime.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.openruntime.invocation.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A platform made of a bare socket, so that it can answer anything, well-formed or not. Answers are given in order. */
final class FakePlatform implements AutoCloseable {

    /** A request as it came, and the number of the connection that it came on, from 1. Header names are lower case. */
    record Heard(int connection, String line, Map<String, String> headers, Body body) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** What is done about one request. */
    interface Reaction {
        void to(Socket socket) throws IOException;
    }

    private final ServerSocket server;
    private final Thread acceptor;
    private final BlockingQueue<Reaction> reactions = new LinkedBlockingQueue<>();
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicInteger mostOutstanding = new AtomicInteger();

    FakePlatform() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        acceptor = Thread.ofPlatform().daemon().name("fake platform").start(this::accept);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    FakePlatform then(Reaction reaction) {
        reactions.add(reaction);
        return this;
    }

    /** Answers with these bytes, of which each character is one. */
    FakePlatform thenRaw(String bytes) {
        return then(socket -> socket.getOutputStream().write(bytes.getBytes(ISO_8859_1)));
    }

    /** Answers with these bytes and hangs up. */
    FakePlatform thenRawAndHangUp(String bytes) {
        return then(socket -> {
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            socket.close();
        });
    }

    FakePlatform thenStatus(String statusLine, String body) {
        return thenRaw("HTTP/1.1 " + statusLine + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** Hands out an event with no more than it must have; further header lines end in CR LF. */
    FakePlatform thenEvent(String requestId, String furtherHeaders, String event) {
        return thenRaw("HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: " + requestId + "\r\n" + furtherHeaders
                + "Content-Length: " + event.length() + "\r\n\r\n" + event);
    }

    FakePlatform thenHangUp() {
        return then(Socket::close);
    }

    FakePlatform thenSilence() {
        return then(socket -> {});
    }

    /** The next request that came. */
    Heard heard() throws InterruptedException {
        Heard next = heard.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no request came");
        }
        return next;
    }

    boolean heardNoMore() {
        return heard.isEmpty();
    }

    int connections() {
        return connections.get();
    }

    /** How many requests were unanswered at the same time, at most. */
    int mostOutstanding() {
        return mostOutstanding.get();
    }

    /** Whether all connections that there were are ended. */
    boolean allHaveHungUp() {
        return sockets.stream().allMatch(Socket::isClosed);
    }

    /** Ends all connections that there are, as a platform may do with idle ones. */
    void hangUpOnAll() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            acceptor.join(); // until it has left `accept`, the kernel goes on listening for it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hangUpOnAll();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                int number = connections.incrementAndGet();
                Thread.ofPlatform().daemon().name("connection " + number).start(() -> serve(socket, number));
            }
        } catch (IOException closed) {
            sockets.forEach(FakePlatform::closeQuietly);
        }
    }

    private void serve(Socket socket, int number) {
        try (InputStream in = socket.getInputStream()) {
            while (true) {
                Heard request = read(in, number);
                if (socket.isClosed()) {
                    return; // a reader still gets what comes in the moment after the close, and nobody can answer it
                }
                heard.add(request);
                mostOutstanding.accumulateAndGet(outstanding.incrementAndGet(), Math::max);
                Reaction reaction = reactions.take();
                outstanding.decrementAndGet();
                reaction.to(socket);
            }
        } catch (IOException ended) {
            closeQuietly(socket);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Heard read(InputStream in, int number) throws IOException {
        String line = line(in);
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Heard(number, line, headers, Body.of(in.readNBytes(length)));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new SocketException("the client hung up");
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).strip();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            throw new IllegalStateException(alreadyClosed);
        }
    }
}
