package dev.openruntime.health;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** One request and the status of its answer. */
final class HttpQuestion {

    /** The longest first line of an answer that is read. */
    private static final int MAX_LINE = 1024;

    /** How much of the rest is read away, if it has arrived. */
    private static final int MAX_REST = 64 * 1024;

    private HttpQuestion() {}

    /** @throws IOException if the status isn't one of those that count as well, or there is none */
    static int ask(Target.Http http, Connection connection) throws IOException {
        connection.write(request(http).getBytes(StandardCharsets.US_ASCII));
        int status = statusOf(firstLine(connection));
        for (StatusRange range : http.statuses()) {
            if (range.contains(status)) {
                return status;
            }
        }
        throw new IOException("answered " + status);
    }

    private static String request(Target.Http http) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Host", http.address().hostHeader());
        headers.put("User-Agent", "open-runtime");
        headers.put("Accept", "*/*");
        headers.putAll(http.headers());
        StringBuilder request = new StringBuilder("GET ").append(http.path()).append(" HTTP/1.1\r\n");
        request.append("Host: ").append(headers.remove("Host")).append("\r\n"); // by custom the first
        for (Map.Entry<String, String> header : headers.entrySet()) {
            request.append(header.getKey())
                    .append(": ")
                    .append(header.getValue())
                    .append("\r\n");
        }
        return request.append("Connection: close\r\n\r\n").toString();
    }

    private static String firstLine(Connection connection) throws IOException {
        byte[] line = new byte[MAX_LINE];
        int length = 0;
        while (length < MAX_LINE) {
            int read = connection.read(line, length, MAX_LINE - length);
            if (read < 0) {
                throw new IOException(length == 0 ? "closed without an answer" : "closed in mid-answer");
            }
            for (int end = length + read; length < end; length++) {
                if (line[length] == '\n') {
                    connection.skipArrived(MAX_REST);
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
}
