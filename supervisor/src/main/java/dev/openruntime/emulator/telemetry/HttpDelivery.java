package dev.openruntime.emulator.telemetry;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Posts each batch as a JSON array, over a connection of its own: what any receiver understands. */
final class HttpDelivery implements Delivery {
    private static final int LONGEST_STATUS_LINE = 4096;

    private final Destination.Http destination;
    private final Connection connection;

    HttpDelivery(Destination.Http destination) {
        this.destination = destination;
        this.connection = new Connection(destination.port());
    }

    @Override
    public void send(List<byte[]> batch) throws IOException {
        try {
            Socket open = connection.renew(PATIENCE);
            open.setSoTimeout((int) PATIENCE.toMillis());
            OutputStream out = new BufferedOutputStream(open.getOutputStream(), 64 * 1024);
            out.write(head(length(batch)));
            char before = '[';
            for (byte[] record : batch) {
                out.write(before);
                out.write(record);
                before = ',';
            }
            out.write(']');
            out.flush();
            check(statusLine(open.getInputStream()));
        } finally {
            connection.close();
        }
    }

    private static long length(List<byte[]> batch) {
        long commasAndBrackets = batch.size() + 1L;
        return commasAndBrackets
                + batch.stream().mapToLong(record -> record.length).sum();
    }

    private byte[] head(long length) {
        String text = destination.method() + " " + destination.target() + " HTTP/1.1\r\nHost: "
                + destination.authority() + "\r\nContent-Type: application/json\r\nContent-Length: " + length
                + "\r\nConnection: close\r\n\r\n";
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String statusLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int read = in.read(); read >= 0 && read != '\n' && line.length() < LONGEST_STATUS_LINE; read = in.read()) {
            line.append((char) read);
        }
        return line.toString().strip();
    }

    /** The answer's body is of no interest. */
    private static void check(String statusLine) throws IOException {
        if (statusLine.isEmpty()) {
            throw new IOException("the receiver closed the connection without an answer");
        }
        if (!statusLine.matches("HTTP/1\\.[01] 2\\d\\d.*")) {
            throw new RefusedException("the receiver answered " + statusLine);
        }
    }

    @Override
    public void close() {
        connection.end();
    }
}
