package dev.openruntime.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.openruntime.invocation.Body;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A runtime of bare bytes: says what a test wants, well-formed or not. A character is a byte. */
final class RawClient implements AutoCloseable {

    static final String ROOT = "/2018-06-01/runtime/";

    private static final int PATIENCE_MS = 30_000;

    /** What came back. Header names are lower case. */
    record Heard(int status, Map<String, String> headers, Body content) {

        String body() {
            return content.text();
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private final Socket socket;
    private final InputStream in;

    RawClient(HandlerPort port) throws IOException {
        String address = port.address();
        int number = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), number);
        socket.setSoTimeout(PATIENCE_MS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    RawClient send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        return this;
    }

    RawClient sendNext() throws IOException {
        return send("GET " + ROOT + "invocation/next HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    Heard next() throws IOException {
        return sendNext().hear();
    }

    /** @param headers further lines, each ended by CR LF */
    RawClient sendPost(String path, String headers, String body) throws IOException {
        return send("POST " + ROOT + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "Content-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    Heard post(String path, String headers, String body) throws IOException {
        return sendPost(path, headers, body).hear();
    }

    void sendNoMore() throws IOException {
        socket.shutdownOutput();
    }

    /** Reads until the connection ends, well or not. */
    void hearTheEnd() throws IOException {
        long _ = in.transferTo(OutputStream.nullOutputStream());
        throw new EOFException("the server hung up");
    }

    /** What comes until the server hangs up. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), ISO_8859_1);
    }

    /** Reads until these bytes have come. */
    void hearUntil(String end) throws IOException {
        StringBuilder heard = new StringBuilder();
        while (!heard.toString().endsWith(end)) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the server hung up after " + heard);
            }
            heard.append((char) next);
        }
    }

    Heard hear() throws IOException {
        int status = Integer.parseInt(line().split(" ", -1)[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        if (headers.containsKey("transfer-encoding")) {
            return new Heard(status, headers, Body.of(chunks()));
        }
        return new Heard(
                status, headers, Body.of(in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")))));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int length = Integer.parseInt(line(), 16); length > 0; length = Integer.parseInt(line(), 16)) {
            all.write(in.readNBytes(length));
            String _ = line();
        }
        String _ = line();
        return all.toByteArray();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the server hung up");
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
