package dev.openruntime.emulator.telemetry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** Reads the member {@code destination} of a subscription. For one thread, once. */
final class DestinationReader {
    /** The name that the platform gives to the environment's own loopback. */
    private static final Set<String> HOSTS = Set.of("sandbox.localdomain", "sandbox");

    /** The Runtime API's, on the platform. */
    private static final int RESERVED_PORT = 9001;

    private static final int PLAIN_HTTP = 80;

    private Optional<String> protocol = Optional.empty();
    private Optional<String> uri = Optional.empty();
    private Optional<Integer> port = Optional.empty();
    private String method = "POST";

    private DestinationReader() {}

    static Destination read(JsonParser json, Api api) throws IOException, InvalidSubscriptionException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new InvalidSubscriptionException("destination must be an object");
        }
        var reader = new DestinationReader();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            reader.take(json, member, api);
        }
        return reader.finished();
    }

    private void take(JsonParser json, String member, Api api) throws IOException, InvalidSubscriptionException {
        String name = "destination." + member;
        switch (member) {
            case "protocol" -> protocol = Optional.of(SubscriptionReader.text(json, name));
            case "URI" -> uri = Optional.of(SubscriptionReader.text(json, name));
            case "port" -> {
                if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                        || json.getText().length() > 5) {
                    throw new InvalidSubscriptionException("destination.port must be a port number");
                }
                port = Optional.of(json.getIntValue());
            }
            case "method" -> {
                String asked = SubscriptionReader.text(json, name);
                if (!asked.equals("POST") && !asked.equals("PUT")) {
                    throw new InvalidSubscriptionException("destination.method must be POST or PUT, not " + asked);
                }
                method = api == Api.LOGS ? asked : method;
            }
            case "encoding" -> {
                if (!SubscriptionReader.text(json, name).equals("JSON")) {
                    throw new InvalidSubscriptionException("destination.encoding must be JSON");
                }
            }
            default -> json.skipChildren();
        }
    }

    private Destination finished() throws InvalidSubscriptionException {
        String chosen = protocol.orElseThrow(() -> new InvalidSubscriptionException("destination.protocol is missing"));
        return switch (chosen) {
            case "HTTP" ->
                http(uri.orElseThrow(() -> new InvalidSubscriptionException(
                        "destination.URI is missing; it is like http://sandbox.localdomain:8080")));
            case "TCP" ->
                new Destination.Tcp(usable(
                        port.orElseThrow(() -> new InvalidSubscriptionException("destination.port is missing"))));
            default ->
                throw new InvalidSubscriptionException("destination.protocol must be HTTP or TCP, not " + chosen);
        };
    }

    private Destination http(String written) throws InvalidSubscriptionException {
        URI parsed;
        try {
            parsed = new URI(written);
        } catch (URISyntaxException e) {
            throw new InvalidSubscriptionException("destination.URI is no URI: " + e.getMessage());
        }
        if (!"http".equals(parsed.getScheme())) {
            throw new InvalidSubscriptionException("destination.URI must begin with http://, not " + written);
        }
        String host = Optional.ofNullable(parsed.getHost()).orElse("");
        if (!HOSTS.contains(host)) {
            throw new InvalidSubscriptionException(
                    "destination.URI must have the host sandbox.localdomain, not \"" + host + "\" (" + written + ")");
        }
        int where = usable(parsed.getPort() < 0 ? PLAIN_HTTP : parsed.getPort());
        String path = Optional.ofNullable(parsed.getRawPath())
                .filter(given -> !given.isEmpty())
                .orElse("/");
        String query = Optional.ofNullable(parsed.getRawQuery())
                .map(given -> "?" + given)
                .orElse("");
        return new Destination.Http(method, parsed.getRawAuthority(), where, path + query);
    }

    private static int usable(int port) throws InvalidSubscriptionException {
        if (port < 1 || port > 65_535) {
            throw new InvalidSubscriptionException("the destination's port must be 1 to 65535, not " + port);
        }
        if (port == RESERVED_PORT) {
            throw new InvalidSubscriptionException(
                    "the destination's port must not be " + RESERVED_PORT + ", which is the platform's own");
        }
        return port;
    }
}
