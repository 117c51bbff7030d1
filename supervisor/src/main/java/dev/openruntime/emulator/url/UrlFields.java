package dev.openruntime.emulator.url;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the members of an event in a request. Stateless. */
final class UrlFields {
    /** What belongs to one connection, and is no business of the function. */
    static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection", "expect", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");

    private static final Set<String> TEXT_TYPES =
            Set.of("application/json", "application/javascript", "application/xml");
    private static final String DEFAULT_PORT = "80";

    private UrlFields() {}

    /** Lower-case names, the values of one name joined by commas, and what the platform's front end adds. */
    static Map<String, String> headers(UrlRequest request, String traceId) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : request.headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!OF_THE_CONNECTION.contains(name)) {
                String separator = name.equals("cookie") ? "; " : ",";
                headers.merge(name, header.getValue(), (one, other) -> one + separator + other);
            }
        }
        headers.put("x-amzn-trace-id", traceId);
        headers.put("x-forwarded-for", "127.0.0.1");
        headers.put("x-forwarded-port", port(headers.getOrDefault("host", "")));
        headers.put("x-forwarded-proto", "http");
        return headers;
    }

    private static String port(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 ? DEFAULT_PORT : host.substring(colon + 1);
    }

    /** The name that the client called, without the port. */
    static String domain(Map<String, String> headers) {
        String host = headers.getOrDefault("host", "");
        int colon = host.lastIndexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        return name.isEmpty() ? "localhost" : name;
    }

    static List<String> cookies(UrlRequest request) {
        return request.headers().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("cookie"))
                .flatMap(header -> Stream.of(header.getValue().split(";", -1)))
                .map(String::strip)
                .filter(cookie -> !cookie.isEmpty())
                .toList();
    }

    /** Decoded, the values of one name joined by commas. */
    static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                parameters.merge(name, value, (one, other) -> one + "," + other);
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a percent sign that encodes nothing stays what it is
        }
    }

    /** The body as text, where its type is one that the platform takes for text, and it is. */
    static Optional<String> text(byte[] body, Map<String, String> headers) {
        String type = headers.getOrDefault("content-type", "")
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        boolean textual = type.startsWith("text/") || TEXT_TYPES.contains(type);
        if (!textual || headers.containsKey("content-encoding")) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty(); // another character set, or no text: JSON can't carry it but in base64
        }
    }
}
