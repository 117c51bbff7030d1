package dev.openruntime.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads requests to children: where they go and what they say. */
final class HttpReader {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MOST_PORT = 65_535;

    private final Reading reading;

    HttpReader(Reading reading) {
        this.reading = reading;
    }

    ProbeTarget probe(Section http) {
        HttpRequest request = new HttpRequest(HttpMethod.GET, address(http), path(http), headers(http));
        return new ProbeTarget.Http(
                request, http.has("status") ? new StatusReader(reading).read(http) : StatusRange.DEFAULT);
    }

    HttpRequest flush(Section http) {
        HttpMethod method = http.word("method", HttpMethod.POST, HttpMethod.values(), List.of());
        return new HttpRequest(method, address(http), path(http), headers(http));
    }

    static ProbeTarget tcp(Reading reading, Section tcp) {
        var reader = new HttpReader(reading);
        tcp.required("port");
        return new ProbeTarget.Tcp(reader.host(tcp), reader.number(tcp));
    }

    private Map<String, String> headers(Section http) {
        return http.has("headers") ? new HeadersReader(reading).read(http) : Map.of();
    }

    private HttpRequest.Address address(Section http) {
        if (!http.has("socket")) {
            if (http.lacks("port") && http.lacks("socket")) {
                reading.problems().add(http.place(), http.path(), "one of `port` and `socket` is required");
            }
            return new HttpRequest.Address.Port(host(http), number(http));
        }
        if (http.has("port")) {
            reading.problems().add(http.place(), http.path(), "give `port` or `socket`, not both");
        }
        if (http.has("host")) {
            reading.problems()
                    .add(
                            http.keyPlaceOf("host"),
                            http.pathOf("host"),
                            "has no effect with `socket`; remove it, or set the header `Host`");
        }
        Path path = new PathReader(reading).socket(http, "socket");
        return new HttpRequest.Address.Socket(path == null ? reading.directory() : path);
    }

    private String host(Section target) {
        String host = target.text("host");
        if (host == null) {
            return LOOPBACK;
        }
        checkCharacters(target, "host", host);
        return host;
    }

    private int number(Section target) {
        return target.whole("port", 1, MOST_PORT).orElse(0);
    }

    private String path(Section target) {
        target.required("path");
        String path = target.text("path");
        if (path == null) {
            return "/";
        }
        if (path.startsWith("/")) {
            checkCharacters(target, "path", path);
        } else {
            reading.problems().add(target.placeOf("path"), target.pathOf("path"), "must begin with `/`");
        }
        return path;
    }

    /** What could end a request line or a header early is refused. */
    private void checkCharacters(Section target, String key, String text) {
        boolean sound = !text.isEmpty();
        for (int at = 0; at < text.length(); at++) {
            sound &= text.charAt(at) > ' ' && text.charAt(at) < 0x7f;
        }
        if (!sound) {
            reading.problems()
                    .add(
                            target.placeOf(key),
                            target.pathOf(key),
                            "must be printable ASCII without spaces, not " + Shown.quoted(text));
        }
    }
}
