package dev.openruntime.admin;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client that sends what it is told to, byte for byte. */
final class Caller implements AutoCloseable {

    private final SocketChannel channel;

    Caller(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
    }

    static String get(Path socket, String path) throws IOException {
        return ask(socket, "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    static String ask(Path socket, String request) throws IOException {
        try (Caller caller = new Caller(socket)) {
            caller.send(request);
            return caller.readAll();
        }
    }

    void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Until the other side closes. */
    String readAll() throws IOException {
        return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Waits until the other side closes, and tells whether it did so without an answer. */
    boolean isCutOff() {
        try {
            return readAll().isEmpty();
        } catch (IOException e) {
            return true; // what was sent had not been read yet
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
