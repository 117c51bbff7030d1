package dev.openruntime.http;

import dev.openruntime.invocation.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Header lines, up to the empty line after them. */
final class HeaderLines {

    /** The platform's own limit is 1 MiB, which the name and the trace of an error may fill by themselves. */
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private HeaderLines() {}

    /** Blocks until all are there; in the order in which they came. */
    static List<Header> read(Incoming incoming) throws IOException {
        List<Header> headers = new ArrayList<>();
        int left = MOST_BYTES;
        for (String line = incoming.line(left); !line.isEmpty(); line = incoming.line(left)) {
            left = Math.max(0, left - line.length());
            if (isBlank(line.charAt(0)) && !headers.isEmpty()) {
                Header folded = headers.removeLast();
                headers.add(new Header(folded.name(), (folded.value() + " " + trimmed(line, 0)).strip()));
                continue;
            }
            int colon = line.indexOf(':');
            String name = colon < 0 || isBlank(line.charAt(0))
                    ? ""
                    : line.substring(0, colon).strip();
            if (name.isEmpty()) {
                throw NoHttpException.showing("a header without a name", line);
            }
            headers.add(new Header(name, trimmed(line, colon + 1)));
        }
        return headers;
    }

    /** The values of all headers of this name, between the commas, in lower case. */
    static List<String> words(List<Header> headers, String name) {
        List<String> words = new ArrayList<>();
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                for (String word : header.value().split(",", -1)) {
                    words.add(word.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return words;
    }

    /** Whether the connection may be used further, by whoever sent these headers with that minor version of HTTP/1. */
    static boolean keepsOpen(char version, List<Header> headers) {
        List<String> connection = words(headers, "Connection");
        return version == '0' ? connection.contains("keep-alive") : !connection.contains("close");
    }

    private static String trimmed(String line, int start) {
        int from = start;
        int to = line.length();
        while (from < to && isBlank(line.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(line.charAt(to - 1))) {
            to--;
        }
        return line.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
