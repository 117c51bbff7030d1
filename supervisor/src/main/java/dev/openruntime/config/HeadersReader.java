package dev.openruntime.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads {@code headers}. What could end a header early, or change how long a request is, is refused. */
final class HeadersReader {

    /** What says where a request ends; the supervisor's own affair. */
    private static final List<String> RESERVED = List.of("connection", "content-length", "transfer-encoding");

    private static final String NAME_CHARACTERS = "!#$%&'*+-.^_`|~";

    private final Reading reading;

    HeadersReader(Reading reading) {
        this.reading = reading;
    }

    Map<String, String> read(Section http) {
        Section section = http.free("headers");
        if (section == null) {
            return Map.of();
        }
        var headers = new LinkedHashMap<String, String>();
        for (Node.Entry entry : section.entries()) {
            String path = section.pathOf(entry.key());
            if (!isName(entry.key())) {
                reading.problems()
                        .add(entry.place(), path, "cannot use " + Shown.quoted(entry.key()) + " as a header's name");
            } else if (RESERVED.contains(entry.key().toLowerCase(Locale.ROOT))) {
                reading.problems().add(entry.place(), path, "cannot be set: the supervisor sets it for each request");
            }
            String value = reading.values().anyText(entry.value(), path);
            if (value != null && isValue(value)) {
                headers.put(entry.key(), value);
            } else if (value != null) {
                reading.problems()
                        .add(entry.value().place(), path, "must be printable ASCII, not " + Shown.quoted(value));
            }
        }
        return headers;
    }

    private static boolean isName(String name) {
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && NAME_CHARACTERS.indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isValue(String value) {
        for (int at = 0; at < value.length(); at++) {
            if (value.charAt(at) < ' ' || value.charAt(at) > '~') {
                return false;
            }
        }
        return true;
    }
}
