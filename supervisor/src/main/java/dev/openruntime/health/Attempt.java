package dev.openruntime.health;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One attempt after the other at a target, over plain sockets. Used by one thread; {@link #abort} is for another. A
 * {@link IOException} says that it isn't ready, and its message why.
 */
final class Attempt {

    /** The longest first line of an answer that is read. */
    private static final int MAX_LINE = 1024;

    private final Target target;
    private final Duration timeout;
    private final Object lock = new Object();
    private Socket socket = new Socket(); // guarded by lock
    private boolean aborted; // guarded by lock

    Attempt(Target target, Duration timeout) {
        this.target = target;
        this.timeout = timeout;
    }

    Target target() {
        return target;
    }

    /** Closes the socket of an attempt under way, which ends it, and fails all later ones. */
    void abort() {
        Socket open;
        synchronized (lock) {
            aborted = true;
            open = socket;
        }
        try {
            open.close();
        } catch (IOException e) {
            throw new IllegalStateException("internal error: cannot close a probe's socket", e);
        }
    }

    /** What a ready target answered, in words. */
    String ask() throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        try (Socket connected = connect(deadline)) {
            if (target instanceof Target.Http http) {
                return http.description() + " " + status(http, connected, deadline);
            }
            return target.description() + " open";
        }
    }

    /**
     * Connects to the first address that accepts: a server on {@code localhost} may listen on either of its addresses.
     */
    private Socket connect(long deadline) throws IOException {
        IOException refused = new IOException("no address");
        for (InetAddress address : InetAddress.getAllByName(target.host())) {
            Socket next = newSocket();
            try {
                next.connect(new InetSocketAddress(address, target.port()), millisUntil(deadline));
                refuseItself(next);
                return next;
            } catch (IOException e) {
                next.close();
                refused = e;
            }
        }
        throw refused;
    }

    /**
     * Where nobody listens on a port from which the kernel takes those of clients, a client may happen to be given that
     * very port and so connect to itself. It is reset, or it would keep the port from the child for a minute.
     */
    private static void refuseItself(Socket connected) throws IOException {
        if (connected.getLocalPort() == connected.getPort()
                && connected.getLocalAddress().equals(connected.getInetAddress())) {
            connected.setSoLinger(true, 0);
            throw new ConnectException("connected to itself");
        }
    }

    private Socket newSocket() throws IOException {
        synchronized (lock) {
            if (aborted) {
                throw new IOException("stopped");
            }
            socket = new Socket();
            return socket;
        }
    }

    private static int status(Target.Http http, Socket connected, long deadline) throws IOException {
        String request = "GET " + http.path() + " HTTP/1.1\r\nHost: " + hostHeader(http)
                + "\r\nUser-Agent: open-runtime\r\nAccept: */*\r\nConnection: close\r\n\r\n";
        connected.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String line = firstLine(connected, deadline);
        int status = statusOf(line);
        if (status < 200 || status > 399) {
            throw new IOException("answered " + status);
        }
        return status;
    }

    private static String hostHeader(Target.Http http) {
        boolean bareIpv6 = http.host().indexOf(':') >= 0 && !http.host().startsWith("[");
        return (bareIpv6 ? "[" + http.host() + "]" : http.host()) + ":" + http.port();
    }

    private static String firstLine(Socket connected, long deadline) throws IOException {
        InputStream in = connected.getInputStream();
        byte[] line = new byte[MAX_LINE];
        int length = 0;
        while (length < MAX_LINE) {
            connected.setSoTimeout(millisUntil(deadline));
            int read = in.read(line, length, MAX_LINE - length);
            if (read < 0) {
                throw new IOException(length == 0 ? "closed without an answer" : "closed in mid-answer");
            }
            for (int end = length + read; length < end; length++) {
                if (line[length] == '\n') {
                    return new String(line, 0, length, StandardCharsets.ISO_8859_1).stripTrailing();
                }
            }
        }
        throw new IOException("does not speak HTTP");
    }

    /** The status of a line such as {@code HTTP/1.1 204 No Content}. */
    private static int statusOf(String line) throws IOException {
        if (line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ') {
            int status = 0;
            for (int i = 9; i < 12 && Character.isDigit(line.charAt(i)); i++) {
                status = status * 10 + Character.digit(line.charAt(i), 10);
            }
            if (status >= 100) {
                return status;
            }
        }
        throw new IOException("does not speak HTTP");
    }

    private static int millisUntil(long deadline) throws SocketTimeoutException {
        long left = (deadline - System.nanoTime() + 999_999) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }
}
