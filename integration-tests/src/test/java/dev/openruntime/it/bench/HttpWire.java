package dev.openruntime.it.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One server connection, byte by byte, so that a test may answer whatever it likes. */
final class HttpWire {

    private final int number;
    private final InputStream in;
    private final OutputStream out;

    HttpWire(int number, Socket socket) throws IOException {
        this.number = number;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** The next request, or empty where the peer hung up. */
    Optional<Request> read() throws IOException {
        String requestLine = line();
        if (requestLine.isEmpty()) {
            return Optional.empty();
        }
        String[] words = requestLine.split(" ", 3);
        Map<String, String> headers = new LinkedHashMap<>();
        headers(headers);
        byte[] body = headers.containsKey("transfer-encoding") ? chunks(headers) : whole(headers);
        return Optional.of(new Request(number, words[0], words[1], headers, Bytes.of(body), Instant.now()));
    }

    private byte[] whole(Map<String, String> headers) throws IOException {
        return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    /** Trailers are told as headers. */
    private byte[] chunks(Map<String, String> headers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length = chunkLength(); length > 0; length = chunkLength()) {
            body.write(exactly(length));
            String _ = line();
        }
        headers(headers);
        return body.toByteArray();
    }

    private int chunkLength() throws IOException {
        String line = line();
        if (line.isEmpty()) {
            throw new EOFException("a body in chunks ends before its last one");
        }
        return Integer.parseInt(line, 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("a body of " + length + " bytes ends after " + body.length);
        }
        return body;
    }

    private void headers(Map<String, String> into) throws IOException {
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            into.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
    }

    void answer(Reply reply) throws IOException {
        out.write(reply.bytes().array());
        out.flush();
    }

    /** Without its end; empty at the end of the stream. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
