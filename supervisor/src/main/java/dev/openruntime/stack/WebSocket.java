package dev.openruntime.stack;

import dev.openruntime.invocation.Deadline;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * As much of a WebSocket (RFC 6455) as the inspector needs: short texts out, whole texts in. A blocking socket of our
 * own, since it is used once, in a hurry, and an HTTP client takes longer to load than there is time. One thread.
 */
final class WebSocket implements AutoCloseable {

    private static final int LAST_OF_TEXT = 0x81;
    private static final int MASKED = 0x80;
    private static final int MOST_SENT = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int KEY_BYTES = 16;
    private static final int BUFFER_BYTES = 64 * 1024;

    /** A script's event holds its source map's address, and that may be the map. */
    private static final int MOST_READ = 16 * 1024 * 1024;

    /** Whatever it takes, no read blocks beyond the deadline. */
    private static final class Timed extends FilterInputStream {

        private final Socket socket;
        private final Deadline by;

        Timed(Socket socket, Deadline by) throws IOException {
            super(socket.getInputStream());
            this.socket = socket;
            this.by = by;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            socket.setSoTimeout(millis(by));
            return in.read(bytes, from, length);
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private WebSocket(Socket socket, InputStream in) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(in);
        this.out = socket.getOutputStream();
    }

    /** Loads what a connection needs. */
    static void practise() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
        }
    }

    /** To a loopback address; all of it, and all that is read afterwards, by the deadline. */
    static WebSocket connect(URI address, Deadline by) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), millis(by));
            InputStream in = new BufferedInputStream(new Timed(socket, by), BUFFER_BYTES);
            WebSocket webSocket = new WebSocket(socket, in);
            webSocket.shakeHands(address);
            return webSocket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void shakeHands(URI address) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        ThreadLocalRandom.current().nextBytes(key);
        String request = "GET " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + Base64.getEncoder().encodeToString(key) + "\r\n\r\n";
        out.write(request.getBytes(StandardCharsets.ISO_8859_1));
        String status = line();
        if (!status.toLowerCase(Locale.ROOT).startsWith("http/1.1 101 ")) {
            throw new IOException("cannot open a WebSocket: the inspector answered \"" + status + "\"");
        }
        while (!line().isEmpty()) {
            // The headers say nothing that matters here.
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    /** Sends a text of at most 125 bytes of ASCII. */
    void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > MOST_SENT) {
            throw new IllegalArgumentException("internal error: too long for one short frame: " + text);
        }
        byte[] mask = new byte[Integer.BYTES];
        ThreadLocalRandom.current().nextBytes(mask);
        ByteBuffer frame = ByteBuffer.allocate(2 + mask.length + bytes.length);
        frame.put((byte) LAST_OF_TEXT).put((byte) (MASKED | bytes.length)).put(mask);
        for (int i = 0; i < bytes.length; i++) {
            frame.put((byte) (bytes[i] ^ mask[i % mask.length]));
        }
        out.write(frame.array());
    }

    /** The next text. */
    byte[] read() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        long bytes = length == TWO_BYTES ? in.readUnsignedShort() : length == EIGHT_BYTES ? in.readLong() : length;
        if (first != LAST_OF_TEXT || bytes < 0 || bytes > MOST_READ) {
            throw new EOFException("the inspector sent something else than a text: " + first + ", " + bytes + " bytes");
        }
        return in.readNBytes((int) bytes);
    }

    private static int millis(Deadline by) throws SocketTimeoutException {
        long millis = by.remaining().toMillis();
        if (millis <= 0) {
            throw new SocketTimeoutException("no time is left");
        }
        return (int) Math.min(Integer.MAX_VALUE, millis);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
