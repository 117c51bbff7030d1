package dev.openruntime.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object of JSON from another version of the program, perhaps: what is missing or of another kind is as if it was
 * empty.
 */
record JsonObject(Map<String, Object> members) {

    private static final JsonFactory JSON = new JsonFactory();

    /** @throws IOException if the text is no JSON object */
    static JsonObject read(String text) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            if (value(parser) instanceof JsonObject object) {
                return object;
            }
            throw new IOException("not a JSON object");
        }
    }

    String text(String name) {
        return members.get(name) instanceof String text ? text : "";
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    double number(String name) {
        return members.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    Duration millis(String name) {
        return Duration.ofNanos(Math.round(number(name) * 1e6));
    }

    Optional<Instant> instant(String name) {
        try {
            return Optional.of(Instant.parse(text(name)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    JsonObject object(String name) {
        return members.get(name) instanceof JsonObject object ? object : new JsonObject(Map.of());
    }

    List<JsonObject> objects(String name) {
        return all(name, JsonObject.class);
    }

    List<String> texts(String name) {
        return all(name, String.class);
    }

    private <T> List<T> all(String name, Class<T> kind) {
        return members.get(name) instanceof List<?> list
                ? list.stream().filter(kind::isInstance).map(kind::cast).toList()
                : List.of();
    }

    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IOException("the text has no end");
        }
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> members = new HashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, value(parser));
            }
            return new JsonObject(members);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser));
            }
            return elements;
        }
        if (token.isNumeric()) {
            return parser.getDoubleValue();
        }
        return token.isBoolean() ? (Object) parser.getBooleanValue() : parser.getText();
    }
}
