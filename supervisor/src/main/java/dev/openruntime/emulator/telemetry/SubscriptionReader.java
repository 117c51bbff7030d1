package dev.openruntime.emulator.telemetry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a subscription and holds it against the platform's schema: {@code schemaVersion}, {@code types} and
 * {@code destination} are required, {@code buffering} and each of its members are not. For one thread, once.
 */
public final class SubscriptionReader {
    private final String extension;
    private final Api api;
    private Optional<String> schemaVersion = Optional.empty();
    private final Set<Source> sources = EnumSet.noneOf(Source.class);
    private Buffering buffering = Buffering.DEFAULT;
    private Optional<Destination> destination = Optional.empty();

    private SubscriptionReader(String extension, Api api) {
        this.extension = extension;
        this.api = api;
    }

    /**
     * Reads the body of a {@code PUT}.
     *
     * @param extension the name of the one who asks
     * @throws InvalidSubscriptionException if the platform would answer 400
     */
    public static Subscription read(String extension, Api api, byte[] body) throws InvalidSubscriptionException {
        var reader = new SubscriptionReader(extension, api);
        try (JsonParser json = JsonBytes.parser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidSubscriptionException("the subscription must be a JSON object");
            }
            reader.readMembers(json);
            if (json.nextToken() != null) {
                throw new InvalidSubscriptionException("there is something behind the subscription's JSON object");
            }
        } catch (IOException e) {
            throw new InvalidSubscriptionException("the subscription is not JSON: " + firstLine(e));
        }
        return reader.finished();
    }

    private void readMembers(JsonParser json) throws IOException, InvalidSubscriptionException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            JsonToken value = json.nextToken();
            switch (member) {
                case "schemaVersion" -> schemaVersion = Optional.of(text(json, member));
                case "types" -> readSources(json, value);
                case "buffering" -> buffering = readBuffering(json, value);
                case "destination" -> destination = Optional.of(DestinationReader.read(json, api));
                default -> json.skipChildren();
            }
        }
    }

    private void readSources(JsonParser json, JsonToken value) throws IOException, InvalidSubscriptionException {
        if (value != JsonToken.START_ARRAY) {
            throw new InvalidSubscriptionException("types must be a list of " + known());
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String word = text(json, "each of types");
            sources.add(Source.of(word)
                    .orElseThrow(() -> new InvalidSubscriptionException(
                            "types has \"" + word + "\", which is none of " + known())));
        }
    }

    private static String known() {
        return Stream.of(Source.values()).map(Source::word).collect(Collectors.joining(", "));
    }

    private static Buffering readBuffering(JsonParser json, JsonToken value)
            throws IOException, InvalidSubscriptionException {
        if (value != JsonToken.START_OBJECT) {
            throw new InvalidSubscriptionException("buffering must be an object");
        }
        int items = Buffering.DEFAULT.maxItems();
        int bytes = Buffering.DEFAULT.maxBytes();
        long millis = Buffering.DEFAULT.timeout().toMillis();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "maxItems" -> items = number(json, member, 1_000, 10_000);
                case "maxBytes" -> bytes = number(json, member, 262_144, 1_048_576);
                case "timeoutMs" -> millis = number(json, member, 25, 30_000);
                default -> json.skipChildren();
            }
        }
        return new Buffering(items, bytes, Duration.ofMillis(millis));
    }

    private static int number(JsonParser json, String member, int least, int most)
            throws IOException, InvalidSubscriptionException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new InvalidSubscriptionException("buffering." + member + " must be a whole number");
        }
        String written = json.getText();
        boolean within = written.length() < 9 && json.getIntValue() >= least && json.getIntValue() <= most;
        if (!within) {
            throw new InvalidSubscriptionException(
                    "buffering." + member + " must be " + least + " to " + most + ", not " + written);
        }
        return json.getIntValue();
    }

    static String text(JsonParser json, String member) throws IOException, InvalidSubscriptionException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new InvalidSubscriptionException(member + " must be a string");
        }
        return json.getText();
    }

    private Subscription finished() throws InvalidSubscriptionException {
        String version = schemaVersion.orElseThrow(() -> new InvalidSubscriptionException("schemaVersion is missing"));
        if (!api.schemaVersions().contains(version)) {
            throw new InvalidSubscriptionException("schemaVersion \"" + version + "\" is none of the " + api.title()
                    + " API's: " + String.join(", ", api.schemaVersions()));
        }
        if (sources.isEmpty()) {
            throw new InvalidSubscriptionException("types is missing or empty; it takes " + known());
        }
        Destination where = destination.orElseThrow(() -> new InvalidSubscriptionException("destination is missing"));
        return new Subscription(extension, api, version, sources, buffering, where);
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
