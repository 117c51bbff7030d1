package dev.openruntime.sidecar.metrics.scrape;

import dev.openruntime.sidecar.metrics.http.HttpUrl;
import dev.openruntime.sidecar.metrics.output.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One GET over a connection of its own. Blocks until the deadline at most; an interrupt ends it at once. */
record HttpGet(HttpUrl url, Deadline by, int mostBytes) {

    private static final int MOST_HEADER_BYTES = 64 * 1024;
    private static final String OK = "200";
    private static final String ACCEPT =
            "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    /** What was answered, whole. */
    record Page(String contentType, String text) {}

    Page page() throws ScrapeFailure {
        try (SocketChannel channel = SocketChannel.open();
                Socket socket = channel.socket()) {
            socket.connect(new InetSocketAddress(url.host(), url.port()), by.socketMillis());
            socket.getOutputStream()
                    .write(("GET " + (url.path().isEmpty() ? "/" : url.path()) + " HTTP/1.1\r\nHost: " + url.host()
                                    + ":" + url.port() + "\r\nAccept: " + ACCEPT + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return page(new Wire(socket, by));
        } catch (ClosedByInterruptException e) {
            Thread.currentThread().interrupt();
            throw new ScrapeFailure("no time was left", e);
        } catch (SocketTimeoutException e) {
            throw new ScrapeFailure("it takes too long", e);
        } catch (EOFException e) {
            throw new ScrapeFailure("its answer ends too early", e);
        } catch (IOException e) {
            throw new ScrapeFailure(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private Page page(Wire wire) throws IOException, ScrapeFailure {
        String head = head(wire);
        String[] words = head.split("[ \r\n]", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.")) {
            throw new ScrapeFailure("its answer is none of HTTP");
        }
        if (!words[1].equals(OK)) {
            throw new ScrapeFailure("it answered " + words[1]);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (header(head, "transfer-encoding").equalsIgnoreCase("chunked")) {
            for (long size = chunk(wire); size > 0; size = chunk(wire)) {
                copy(wire, body, size);
                String _ = wire.line();
            }
        } else if (!header(head, "content-length").isEmpty()) {
            copy(wire, body, number(header(head, "content-length"), 10));
        } else {
            for (int c = wire.read(); c >= 0; c = wire.read()) {
                checkRoom(body, 1);
                body.write(c);
            }
        }
        return new Page(header(head, "content-type"), body.toString(StandardCharsets.UTF_8));
    }

    private static String head(Wire wire) throws IOException, ScrapeFailure {
        StringBuilder head = new StringBuilder();
        for (String line = wire.line(); !line.isEmpty(); line = wire.line()) {
            head.append(line).append("\r\n");
            if (head.length() > MOST_HEADER_BYTES) {
                throw new ScrapeFailure("its answer is none of HTTP");
            }
        }
        return head.toString();
    }

    private static long chunk(Wire wire) throws IOException, ScrapeFailure {
        return number(wire.line().split(";", 2)[0].strip(), 16);
    }

    private void copy(Wire wire, ByteArrayOutputStream body, long count) throws IOException, ScrapeFailure {
        checkRoom(body, count);
        wire.copy(body, count);
    }

    private void checkRoom(ByteArrayOutputStream body, long more) throws ScrapeFailure {
        if (more > mostBytes - body.size()) {
            throw new ScrapeFailure("its answer is longer than " + mostBytes + " bytes");
        }
    }

    private static String header(String head, String name) {
        int at = head.toLowerCase(Locale.ROOT).indexOf("\r\n" + name + ":");
        return at < 0
                ? ""
                : head.substring(at + name.length() + 3, head.indexOf("\r\n", at + 2))
                        .strip();
    }

    private static long number(String digits, int radix) throws ScrapeFailure {
        try {
            return Math.max(0, Long.parseLong(digits, radix));
        } catch (NumberFormatException e) {
            throw new ScrapeFailure("its answer is none of HTTP", e);
        }
    }
}
